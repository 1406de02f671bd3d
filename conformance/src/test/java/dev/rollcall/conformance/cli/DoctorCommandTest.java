package dev.rollcall.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.MembershipConfig;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import dev.rollcall.conformance.simulate.Fleet;
import dev.rollcall.conformance.simulate.FleetListener;
import dev.rollcall.conformance.simulate.FleetMember;
import dev.rollcall.conformance.simulate.Storm;
import dev.rollcall.protocol.DetectFailure;
import dev.rollcall.protocol.MarkNodeFailed;
import dev.rollcall.protocol.NodeLeave;
import dev.rollcall.protocol.NodeLeaveComplete;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.Placements;
import dev.rollcall.protocol.schema.PrimaryRecord;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.FaultScript;
import dev.rollcall.store.memory.MemorySnapshot;
import dev.rollcall.store.memory.ScriptedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators are told what is wrong with a cluster's data, and what of it can be removed is removed if they agree. */
class DoctorCommandTest {
  private static final Pattern FIELD = Pattern.compile("`([^`]+)`");

  private final World world = new World();

  private CommandRun doctor(String... more) {
    List<String> all = new ArrayList<>(List.of("doctor", "--cluster", "orders"));
    all.addAll(List.of(more));
    return world.run(all.toArray(String[]::new));
  }

  private static Bytes heartbeat(String node) {
    return World.KEYS.heartbeat(NodeId.of(node));
  }

  /** Members, one of which was failed and one of which left while they hosted actors. */
  private void sound() {
    world.join("n1", "n2", "n3", "n4");
    world.hosts("n1", "a");
    world.hosts("n2", "b", "c");
    world.hosts("n3", "d");
    world.die("n2");
    world.watches("n1", Duration.ofSeconds(17));
    world.does(new DetectFailure(), "n1", "n2");
    world.does(new MarkNodeFailed(), "n1", "n2");
    world.does(new NodeLeave(), "n3", null);
    world.does(new NodeLeaveComplete(), "n3", null);
    world.die("n3");
  }

  private void twoDefects() {
    sound();
    world.set(World.KEYS.primary(), new PrimaryRecord(-1, Optional.empty()).encode());
    world.set(heartbeat("n9"), new Heartbeat(1, 1).encode());
  }

  @Test
  void a_sound_cluster_is_told() {
    sound();
    CommandRun run = doctor();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).matches("Cluster orders: \\d+ entries read, no defects\\.\n");
    assertThat(run.exit()).isZero();
  }

  @Test
  void a_cluster_that_lived_through_a_storm_is_sound() {
    MembershipConfig config = MembershipConfig.DEFAULT;
    Fleet fleet = new Fleet(world.store, config, MemberSettings.of(config), FleetListener.SILENT, 1);
    for (int i = 0; i < 7; i++) {
      fleet.add();
    }
    Storm storm = new Storm(fleet, 1);
    for (int hour = 0; hour < 2; hour++) {
      storm.rage(Duration.ofHours(1), Duration.ofSeconds(7));
      CommandRun run = world.run("doctor", "--cluster", Fleet.CLUSTER);
      assertThat(run.exit()).as(run.out() + run.err()).isZero();
    }
    Placements placements = new Placements(world.store.snapshot(), new Keys(Fleet.CLUSTER));
    assertThat(storm.actors()).anyMatch(actor -> placements.placement(actor).epoch() > 3);
  }

  static List<Bytes> strayKeys() {
    Keys keys = new Keys(Fleet.CLUSTER);
    NodeId gone = NodeId.of("n2");
    return List.of(keys.suspicions(gone).begin(), keys.heartbeats().begin(),
        keys.actors().host(new ActorHost(gone, 0)),
        keys.actors().placed(new ActorHost(gone, 2), ActorId.of("another")));
  }

  @ParameterizedTest
  @MethodSource("strayKeys")
  void once_a_stray_key_is_removed_it_stops_no_member(Bytes key) {
    MembershipConfig config = MembershipConfig.DEFAULT;
    Fleet fleet = new Fleet(world.store, config, MemberSettings.of(config), FleetListener.SILENT, 1);
    List.of(1, 2, 3).forEach(i -> fleet.add().start());
    fleet.time().pass(Duration.ofMinutes(1));
    FleetMember n2 = fleet.members().get(1);
    n2.driver().actors().activate(ActorId.of("cart"));
    world.set(key, Bytes.EMPTY);
    n2.crash();
    FleetMember n4 = fleet.add();
    CompletableFuture<MembershipView> joined = n4.start();
    fleet.time().pass(Duration.ofMinutes(1));
    world.run("doctor", "--cluster", Fleet.CLUSTER, "--remove", "--yes");
    if (joined.isCompletedExceptionally()) {
      // The key was one that a join reads: somebody had to act, and did.
      assertThatThrownBy(joined::join).hasMessageContaining(Keys.describe(key));
      n4.rejoin();
    }
    assertThat(world.store.snapshot().get(key)).isNull();
    assertThat(fleet.passUntil(() -> n4.process().view().size() == 3 && fleet.arePlacedActorsRunning(),
        Duration.ofMinutes(2))).as("%s", fleet).isPresent();
    CommandRun after = world.run("doctor", "--cluster", Fleet.CLUSTER);
    assertThat(after.exit()).as(after.out()).isZero();
  }

  @Test
  void each_defect_is_shown_with_its_key_and_with_what_to_do() {
    twoDefects();
    CommandRun run = doctor();
    assertThat(run.out()).startsWith("""
        orphaned  cluster/orders/heartbeats/n9
          what   n9 is Left, and such nodes send no heartbeats
          to do  nothing needs it, and it can be removed
        damaged  cluster/orders/primary
          what   its term is -1, but must be at least 1
          to do  stop all processes, and write a vacant primary with a term above all that were used
        """).endsWith("entries read, 2 defects (1 orphaned, 1 damaged), 1 of them removable.\n");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(world.questions).isEmpty();
  }

  @Test
  void what_is_removable_is_removed_after_asking() {
    sound();
    world.set(heartbeat("n9"), new Heartbeat(1, 1).encode());
    world.answer = "no";
    MemorySnapshot before = world.store.snapshot();
    CommandRun refused = doctor("--remove");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out()).endsWith("Nothing was changed.\n");
    assertThat(world.store.snapshot()).isSameAs(before);
    world.answer = "yes";
    CommandRun agreed = doctor("--remove");
    assertThat(agreed.exit()).isZero();
    assertThat(agreed.out()).containsPattern(
        "\nRemoved cluster/orders/heartbeats/n9\\.\nCluster orders: \\d+ entries read, no defects\\.\n$");
    assertThat(world.questions)
        .containsExactly("Remove this key? Answer 'yes' or anything else: ", "Remove this key? Answer 'yes' or anything "
            + "else: ");
    assertThat(doctor().exit()).isZero();
  }

  @Test
  void what_may_be_needed_stays_whatever_is_agreed_to() {
    twoDefects();
    Bytes primary = World.KEYS.primary();
    CommandRun run = doctor("--remove", "--yes");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("Removed cluster/orders/heartbeats/n9.").doesNotContain("Removed cluster/orders/primary");
    assertThat(world.store.snapshot().get(primary)).isNotNull();
    assertThat(world.store.snapshot().get(heartbeat("n9"))).isNull();
    assertThat(doctor("--remove").exit()).as("nothing to ask for").isEqualTo(1);
    assertThat(world.questions).isEmpty();
  }

  @Test
  void what_changes_while_the_operator_thinks_is_left_alone() {
    sound();
    world.set(heartbeat("n9"), new Heartbeat(1, 1).encode());
    world.answer = "yes";
    world.whenAsked = () -> world.joins("n9");
    CommandRun run = doctor("--remove");
    assertThat(run.exit()).as("it is needed now").isZero();
    assertThat(run.out()).contains("Left cluster/orders/heartbeats/n9 alone: it has changed meanwhile.");
    assertThat(world.store.snapshot().get(heartbeat("n9"))).isNotNull();
  }

  @Test
  void where_nobody_can_be_asked_it_has_to_be_said() {
    sound();
    world.set(heartbeat("n9"), Bytes.EMPTY);
    CommandRun run = doctor("--remove");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("error: whether to remove keys has to be decided by somebody", "--yes")
        .doesNotContain("\tat ");
    assertThat(world.store.snapshot().get(heartbeat("n9"))).isNotNull();
    assertThat(doctor("--remove", "--json").err()).startsWith("error: --json").contains("--yes");
  }

  @Test
  void what_contradicted_only_what_was_removed_is_no_defect_any_more() {
    sound();
    ActorHost failed = new ActorHost(NodeId.of("n2"), 2);
    world.set(World.KEYS.actors().placed(failed, ActorId.of("a")), Bytes.EMPTY);
    CommandRun run = doctor("--remove", "--yes");
    assertThat(run.out()).contains("it counts 2 actors, but 3 are placed there", "2 defects", "Removed cluster/orders/"
        + "placed/n2/2/a.", "no defects");
    assertThat(run.exit()).isZero();
  }

  @Test
  void programs_read_one_object_in_a_line() throws IOException {
    twoDefects();
    CommandRun run = doctor("--json", "--remove", "--yes");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out().lines()).hasSize(1);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.get("cluster").asText()).isEqualTo("orders");
    assertThat(json.at("/defects/0")).hasToString("{\"kind\":\"orphaned\",\"key\":\"cluster/orders/heartbeats/n9\","
        + "\"problem\":\"n9 is Left, and such nodes send no heartbeats\","
        + "\"advice\":\"nothing needs it, and it can be removed\",\"removable\":true,\"removal\":\"removed\"}");
    assertThat(json.at("/defects/1/removable").asBoolean()).isFalse();
    assertThat(json.at("/defects/1/removal").isMissingNode()).isTrue();
    List<String> fields = new ArrayList<>();
    json.fieldNames().forEachRemaining(fields::add);
    fields.remove("defects");
    json.at("/defects/0").fieldNames().forEachRemaining(name -> fields.add("defects[]." + name));
    assertThat(new TreeSet<>(fields)).isEqualTo(new TreeSet<>(section().lines()
        .filter(line -> line.startsWith("| `")).flatMap(line -> FIELD.matcher(line.split("\\|")[1]).results())
        .map(found -> found.group(1)).toList()));
    assertThat(new ObjectMapper().readTree(doctor("--json").out()).get("defects")).hasSize(1);
  }

  private static String section() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "operating.md"));
    return page.substring(page.indexOf("## Damaged data"), page.indexOf("## Upgrades"));
  }

  @Test
  void a_cluster_that_is_not_there_is_told() {
    assertThat(doctor().exit()).isEqualTo(2);
    world.join("n1");
    CommandRun run = world.run("doctor", "--cluster", "oders");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).isEqualTo(
        "error: no node has ever joined a cluster oders in this store, which holds orders; give one of these with --cluster\n");
  }

  @Test
  void a_newer_format_is_told_and_not_judged() {
    world.join("n1");
    world.set(World.KEYS.format(), Bytes.of((byte) 1).concat(Bytes.bigEndian(2)));
    CommandRun run = doctor("--remove", "--yes");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("start a newer release").doesNotContain("\tat ");
  }

  @Test
  void a_store_that_is_lost_is_told() {
    Store lost = new ScriptedStore(world.store, FaultScript.always(Fault.UNAVAILABLE));
    CommandRun run = world.run(location -> lost, "doctor", "--cluster", "orders");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: the store cannot be reached").doesNotContain("\tat ");
  }

  @Test
  void whoever_meets_damage_is_sent_here() {
    twoDefects();
    assertThat(world.run("status", "--cluster", "orders").err())
        .contains("cluster/orders/primary", "its term is -1", "scripts/rollcall doctor");
  }

  @ParameterizedTest
  @CsvSource({"--cluster,a/b", "--prefix,1"})
  void what_cannot_be_meant_is_named_with_its_option(String option, String value) {
    CommandRun run = option.equals("--cluster") ? world.run("doctor", option, value) : doctor(option, value);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains(option).doesNotContain("\tat ");
  }

  @Test
  void the_help_says_what_is_removed_and_what_never_is() {
    CommandRun run = CommandRun.of("doctor", "--help");
    assertThat(run.exit()).isZero();
    assertThat(run.out().replaceAll("\\s+", " ")).contains("--remove", "never removes the record of a node", "Exit codes: 0 no defects");
  }
}
