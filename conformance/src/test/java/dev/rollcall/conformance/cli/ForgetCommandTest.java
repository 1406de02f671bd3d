package dev.rollcall.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.DetectFailure;
import dev.rollcall.protocol.MarkNodeFailed;
import dev.rollcall.protocol.NodeLeave;
import dev.rollcall.protocol.NodeRecover;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.journal.JournalReader;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import dev.rollcall.store.Versionstamp;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.FaultScript;
import dev.rollcall.store.memory.MemorySnapshot;
import dev.rollcall.store.memory.ScriptedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dead nodes are removed, with the operator's consent where the quorum is at stake; live ones never are. */
class ForgetCommandTest {
  private final World world = new World();

  private CommandRun forget(String... more) {
    List<String> all = new ArrayList<>(List.of("forget", "--cluster", "orders"));
    all.addAll(List.of(more));
    return world.run(all.toArray(String[]::new));
  }

  private NodeState state(String node) {
    return world.registry().state(NodeId.of(node));
  }

  private void fails(String node) {
    world.die(node);
    world.watches("n1", Duration.ofSeconds(17));
    world.does(new DetectFailure(), "n1", node);
    world.does(new MarkNodeFailed(), "n1", node);
  }

  @Test
  void an_active_node_that_is_dead_is_removed_once_it_was_watched() {
    world.join("n1", "n2", "n3");
    world.die("n3");
    CommandRun run = forget("n3");
    assertThat(run.out()).isEqualTo("""
        Removing n3, Active in incarnation 3, address host-of-n3
          living             3 now, 2 afterwards
          quorum             2 now, 2 afterwards
          others that beat   2, which is a quorum afterwards
        Removed n3.
        Cluster  orders, format 1, at 2026-01-02T03:04:20Z
        Primary  n1, incarnation 1, term 1, elected 2026-01-02T03:04:05Z
        View     number 4, members 2: n1 n2
        Quorum   2 of the 2 living (doomed 0, Joining 0, Failed 0)
        """);
    assertThat(run.err()).contains("  n3 has been still for 5.0 s of 15.0 s\n");
    assertThat(run.exit()).isZero();
    assertThat(state("n3")).isEqualTo(NodeState.LEFT);
    assertThat(Duration.ofNanos(world.nanos())).isGreaterThanOrEqualTo(Duration.ofSeconds(15));
    assertThat(world.questions).isEmpty();
  }

  @Test
  void a_failed_node_is_removed_as_soon_as_the_others_have_beaten() {
    world.join("n1", "n2", "n3");
    fails("n3");
    long begun = world.nanos();
    CommandRun run = forget("n3");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("Removing n3, Failed in incarnation 3").contains(
        "it has no seat, so the quorum stays 2 of 2");
    assertThat(state("n3")).isEqualTo(NodeState.LEFT);
    assertThat(Duration.ofNanos(world.nanos() - begun)).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void nodes_that_died_while_they_came_or_went_count_for_nothing() {
    world.join("n1", "n2");
    world.joins("n3");
    world.does(new NodeLeave(), "n2", null);
    world.die("n2", "n3");
    for (String node : List.of("n2", "n3")) {
      CommandRun run = forget(node);
      assertThat(run.exit()).as(run.err()).isZero();
      assertThat(run.out()).contains("it has no seat, so the quorum stays 1 of 1");
      assertThat(state(node)).isEqualTo(NodeState.LEFT);
    }
    assertThat(world.questions).isEmpty();
  }

  @Test
  void a_node_that_beats_is_refused() {
    world.join("n1", "n2");
    CommandRun run = forget("--yes", "n2");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("refused: n2 beats, so its process lives; its address is host-of-n2");
    assertThat(run.out()).isEmpty();
    assertThat(state("n2")).isEqualTo(NodeState.ACTIVE);
    assertThat(Duration.ofNanos(world.nanos())).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void a_node_that_wakes_up_while_the_operator_thinks_is_refused() {
    world.join("n1", "n2");
    world.die("n2");
    world.answer = "yes";
    world.whenAsked = () -> world.beats("n2");
    CommandRun run = forget("n2");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("refused: n2 beats");
    assertThat(state("n2")).isEqualTo(NodeState.ACTIVE);
  }

  @Test
  void a_new_process_of_the_node_is_left_alone() {
    world.join("n1", "n2", "n3");
    fails("n3");
    world.after(Duration.ofSeconds(1), () -> {
      world.does(new NodeRecover(), "n3", null);
      world.joins("n3");
    });
    CommandRun run = forget("n3");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("refused: a new process of n3 has joined meanwhile, in incarnation 4");
    assertThat(state("n3")).isEqualTo(NodeState.JOINING);
  }

  @Test
  void a_node_that_leaves_meanwhile_needs_no_removal() {
    world.join("n1", "n2", "n3");
    fails("n3");
    world.after(Duration.ofSeconds(1), () -> world.does(new NodeRecover(), "n3", null));
    CommandRun run = forget("n3");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).isEqualTo("n3 has no record any more: it left, or somebody else removed it.\n");
  }

  @Test
  void consent_is_asked_for_if_fewer_make_a_quorum_afterwards() {
    world.join("n1", "n2");
    world.die("n2");
    world.answer = " YES ";
    CommandRun run = forget("n2");
    assertThat(run.exit()).isZero();
    assertThat(world.questions).containsExactly("Remove n2? Answer 'yes' or anything else: ");
    assertThat(run.out()).contains("quorum             2 now, 1 afterwards");
    assertThat(state("n2")).isEqualTo(NodeState.LEFT);
  }

  @Test
  void consent_is_asked_for_if_others_that_have_a_seat_do_not_beat_either() {
    world.join("n1", "n2", "n3", "n4", "n5");
    world.die("n3", "n4", "n5");
    world.answer = "no";
    CommandRun run = forget("n3");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(world.questions).hasSize(1);
    assertThat(run.out()).isEqualTo("""
        Removing n3, Active in incarnation 3, address host-of-n3
          living             5 now, 4 afterwards
          quorum             3 now, 3 afterwards
          others that beat   2, which is NO QUORUM afterwards either
          that do not        n4, n5
        Nothing was changed.
        """);
    assertThat(state("n3")).isEqualTo(NodeState.ACTIVE);
  }

  @Test
  void a_node_has_its_seat_until_as_many_suspect_it_as_the_cluster_s_votes() {
    world.join("n1", "n2", "n3");
    world.die("n2", "n3");
    world.watches("n1", Duration.ofSeconds(17));
    world.does(new DetectFailure(), "n1", "n3");
    world.answer = "no";
    assertThat(forget("--votes", "2", "n3").out()).contains("living             3 now, 2 afterwards", "Nothing was changed.");
    assertThat(world.questions).hasSize(1);
    assertThat(forget("n3").out()).contains("Removed n3.");
    assertThat(world.questions).hasSize(1);
  }

  @Test
  void where_nobody_can_be_asked_it_has_to_be_said() {
    world.join("n1", "n2");
    world.die("n2");
    MemorySnapshot[] before = {null};
    world.whenAsked = () -> before[0] = world.store.snapshot();
    CommandRun run = forget("n2");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("error: whether to remove n2 has to be decided by somebody", "--yes")
        .doesNotContain("\tat ");
    assertThat(world.store.snapshot()).isSameAs(before[0]);
    assertThat(forget("--yes", "n2").exit()).isZero();
    assertThat(world.questions).hasSize(1);
  }

  @Test
  void an_answer_that_takes_long_has_the_node_watched_anew() {
    world.join("n1", "n2");
    world.die("n2");
    world.answer = "yes";
    long[] asked = {0};
    world.whenAsked = () -> {
      world.passes(Duration.ofMinutes(1));
      asked[0] = world.nanos();
    };
    assertThat(forget("n2").exit()).isZero();
    assertThat(Duration.ofNanos(world.nanos() - asked[0])).isGreaterThanOrEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void the_primary_s_office_is_spoken_of() {
    world.join("n1", "n2", "n3");
    world.die("n1");
    CommandRun run = forget("n1");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("it is primary of term 1; the office will be vacant", "Primary  none since term 1");
  }

  @Test
  void the_last_node_can_be_removed() {
    world.join("n1");
    world.die("n1");
    CommandRun run = forget("--yes", "n1");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("living             1 now, 0 afterwards",
        "Quorum   no node lives; the next to join needs none");
  }

  @Test
  void on_a_terminal_progress_is_drawn_in_one_line() {
    world.join("n1", "n2", "n3");
    world.die("n3");
    world.someoneIsThere = true;
    assertThat(forget("n3").err()).contains("\r  n3 has been still for 0.5 s of 15.0 s\u001b[K").endsWith("\r\u001b[K");
  }

  @Test
  void the_settings_are_those_given() {
    world.join("n1", "n2", "n3");
    world.die("n3");
    assertThat(forget("--lease", "20", "--failure-timeout", "30", "n3").exit()).isZero();
    assertThat(Duration.ofNanos(world.nanos())).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void the_members_journal_tells_of_it_where_they_keep_one() {
    world.journal = Journal.keeping(Duration.ofDays(1));
    world.join("n1", "n2", "n3");
    world.die("n3");
    forget("n3");
    List<String> actions = new ArrayList<>();
    new JournalReader(world.store, World.KEYS).read(Versionstamp.NONE, Long.MAX_VALUE, entry -> {
      if (entry.event().node().equals(NodeId.of("n3"))) {
        actions.add(entry.event().action());
      }
    });
    assertThat(actions).containsExactly("NodeJoin", "NodeJoinComplete", "TakeOver", "NodeRecover");
  }

  @Test
  void without_a_journal_none_is_begun() {
    world.join("n1", "n2", "n3");
    world.die("n3");
    forget("n3");
    assertThat(new JournalReader(world.store, World.KEYS).read(Versionstamp.NONE, 1, entry -> {})).isZero();
  }

  @Test
  void a_node_that_is_not_there_is_told_with_those_that_are() {
    world.join("n1", "n2");
    CommandRun run = forget("n9");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("error: cluster orders has no node n9; it has n1 "
        + "(Active), n2 (Active)\n");
    assertThat(world.nanos()).isZero();
  }

  @Test
  void a_cluster_that_is_not_there_is_told() {
    CommandRun run = forget("n1");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: no node has ever joined a cluster orders");
  }

  @Test
  void a_record_without_a_heartbeat_is_damage_and_not_waited_for() {
    world.join("n1", "n2");
    try (var transaction = world.store.begin()) {
      transaction.clear(World.KEYS.heartbeat(NodeId.of("n2")));
      transaction.commit();
    }
    CommandRun run = forget("--yes", "n2");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("node n2 is Active but has no heartbeat").doesNotContain("\tat ");
  }

  @Test
  void a_store_that_is_lost_is_told() {
    Store lost = new ScriptedStore(world.store, FaultScript.always(Fault.UNAVAILABLE));
    CommandRun run = world.run(location -> lost, "forget", "--cluster", "orders", "n1");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: the store cannot be reached").contains("scripts/rollcall status")
        .doesNotContain("\tat ");
  }

  @Test
  void a_value_that_cannot_be_read_is_named() {
    world.join("n1");
    world.set(World.KEYS.heartbeat(NodeId.of("n1")), Bytes.EMPTY);
    CommandRun run = forget("n1");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("cluster/orders/heartbeats/n1").doesNotContain("\tat ");
  }

  @Test
  void an_interruption_changes_nothing() {
    world.join("n1", "n2", "n3");
    world.die("n3");
    world.endsAfter(Duration.ofSeconds(5));
    CommandRun run = forget("n3");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("interrupted; nothing was changed");
    assertThat(state("n3")).isEqualTo(NodeState.ACTIVE);
  }

  @ParameterizedTest
  @CsvSource({"--failure-timeout,10", "--cluster,a/b"})
  void what_cannot_be_meant_is_named_with_its_option(String option, String value) {
    CommandRun run = option.equals("--cluster")
        ? world.run("forget", option, value, "n1") : forget(option, value, "n1");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains(option).doesNotContain("\tat ");
    assertThat(world.opened).isEmpty();
  }

  @Test
  void the_help_says_what_is_done_and_when_it_asks() {
    CommandRun run = CommandRun.of("forget", "--help");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("Removes a node whose process is gone", "--yes", "Exit codes: 0 there is no such");
  }

  @Test
  void an_id_that_is_none_is_told() {
    CommandRun run = forget("n/1");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: NODE: node id 'n/1'");
  }
}
