package dev.rollcall.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.protocol.DetectFailure;
import dev.rollcall.protocol.MarkNodeFailed;
import dev.rollcall.protocol.NodeLeave;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import dev.rollcall.store.fdb.FdbOptions;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people and programs are shown of a cluster. */
class StatusCommandTest {
  private static final Pattern FIELD = Pattern.compile("`([^`]+)`");

  private final World world = new World();

  private CommandRun status(String... more) {
    List<String> all = new ArrayList<>(List.of("status", "--cluster", "orders"));
    all.addAll(List.of(more));
    return world.run(all.toArray(String[]::new));
  }

  /** Four members, of which n2 was failed and n3 is suspected, in two incarnations of the voter. */
  private void someTroubles() {
    world.join("n1", "n2", "n3", "n4");
    world.hosts("n2", "a", "b");
    world.hosts("n4", "c");
    world.die("n2", "n3");
    // Before n1 says anything: once n3 is doomed, others watch it no more.
    world.watches("n4", Duration.ofSeconds(17));
    world.watches("n1", Duration.ofSeconds(17));
    world.does(new DetectFailure(), "n1", "n2");
    world.does(new MarkNodeFailed(), "n1", "n2");
    world.does(new DetectFailure(), "n1", "n3");
    world.does(new DetectFailure(), "n4", "n3");
  }

  @Test
  void a_calm_cluster_is_shown_as_soon_as_all_have_beaten() {
    world.join("n1", "n2", "n3");
    CommandRun run = status();
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out()).isEqualTo("""
        Cluster  orders, format 1, at 2026-01-02T03:04:08Z
        Primary  n1, incarnation 1, term 1, elected 2026-01-02T03:04:05Z
        View     number 3, members 3: n1 n2 n3
        Quorum   2 of the 3 living (doomed 0, Joining 0, Failed 0); living and seen to beat: 3

        node  state   incarnation  heartbeat          lease   address     tags
        n1    Active  1            beat within 0.3 s  10.0 s  host-of-n1  rack=r7 zone=z1
        n2    Active  2            beat within 0.3 s  10.0 s  host-of-n2  rack=r7 zone=z1
        n3    Active  3            beat within 0.3 s  10.0 s  host-of-n3  rack=r7 zone=z1
        """);
  }

  @Test
  void troubles_are_shown() {
    someTroubles();
    CommandRun run = status();
    assertThat(run.out()).contains("""
        View     number 5, members 3: n1 n3 n4
        Quorum   2 of the 2 living (doomed 1, Joining 0, Failed 1); living and seen to beat: 2

        node  state   incarnation  heartbeat          lease   address     tags
        """).contains("n2    Failed  2            none               10.0 s  host-of-n2  rack=r7 zone=z1\n",
        "n3    Active  3            still for 4.0 s    10.0 s  host-of-n3  rack=r7 zone=z1\n", "\nSuspected: n3, by n1, n4\n");
    world.beats("n3");
    assertThat(status().out()).doesNotContain("Suspected");
    world.die("n1", "n3");
    world.passes(Duration.ofSeconds(5));
    assertThat(status().out()).contains("Quorum   2 of the 3 living (doomed 0, Joining 0, Failed 1); living and seen to "
        + "beat: 1, which is NO QUORUM until the others are doomed\n");
  }

  @Test
  void a_vote_of_a_node_that_leaves_counts_no_more() {
    someTroubles();
    world.does(new NodeLeave(), "n4", null);
    assertThat(status().out()).contains("\nSuspected: n3, by n1, n4 (counts no more)\n");
  }

  @Test
  void a_node_is_doomed_by_as_many_suspicions_as_the_cluster_s_votes() {
    world.join("n1", "n2", "n3");
    world.die("n3");
    world.watches("n1", Duration.ofSeconds(17));
    world.does(new DetectFailure(), "n1", "n3");
    assertThat(status().out()).contains("Quorum   2 of the 2 living (doomed 1, ");
    assertThat(status("--votes", "2").out()).contains("Quorum   2 of the 3 living (doomed 0, ");
  }

  @Test
  void actors_are_shown_with_those_that_are_due_to_move() {
    world.join("n1", "n2");
    assertThat(status().out()).doesNotContain("Actors");
    world.hosts("n1", "a", "b");
    world.hosts("n2", "c");
    assertThat(status().out()).endsWith("\n\nActors   3 placed\n  at     n1: 2; n2: 1\n");
    world.does(new NodeLeave(), "n2", null);
    assertThat(status().out()).endsWith(
        "\nActors   3 placed, 1 of them due to move\n  at     n1: 2\n  due    n2, incarnation 2: 1\n");
    world.does(new NodeLeave(), "n1", null);
    assertThat(status().out()).contains(
        "\nActors   3 placed, 3 of them due to move, and there is no primary to move them\n"
        + "  due    n1, incarnation 1: 2; n2, incarnation 2: 1\n");
  }

  @Test
  void a_vacant_office_names_the_latest_term() {
    world.join("n1", "n2");
    world.does(new NodeLeave(), "n1", null);
    assertThat(status().out()).contains("Primary  none since term 1\n", "n1    Leaving  ");
  }

  @Test
  void a_single_look_tells_no_ages() {
    world.join("n1");
    CommandRun run = status("--sample", "0");
    assertThat(run.out()).contains("1 of the 1 living (doomed 0, Joining 0, Failed 0)\n", "n1    Active  1            not watched  10.0 s");
    assertThat(world.nanos()).isZero();
  }

  @Test
  void the_sample_is_as_long_as_the_option_says() {
    world.join("n1");
    world.die("n1");
    assertThat(status("--sample", "1.5").out()).contains("still for 1.5 s");
    assertThat(world.nanos()).isEqualTo(1_500_000_000L);
  }

  @Test
  void programs_get_one_object_with_all_of_it() throws IOException {
    someTroubles();
    CommandRun run = status("--json");
    assertThat(run.out().lines()).hasSize(1);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.get("cluster").asText()).isEqualTo("orders");
    assertThat(json.get("format").asInt()).isEqualTo(1);
    assertThat(json.get("sampleSeconds").asDouble()).isEqualTo(4.0);
    assertThat(json.get("view")).hasToString("{\"number\":5,\"members\":[\"n1\",\"n3\",\"n4\"]}");
    assertThat(json.get("primary")).hasToString(
        "{\"term\":1,\"node\":\"n1\",\"incarnation\":1,\"electedAt\":\"2026-01-02T03:04:05Z\"}");
    assertThat(json.get("electorate")).hasToString(
        "{\"active\":[\"n1\",\"n3\",\"n4\"],\"joining\":[],\"doomed\":[\"n3\"],\"failed\":[\"n2\"],\"living\":2,"
            + "\"quorum\":2}");
    assertThat(json.at("/nodes/1")).hasToString(
        "{\"node\":\"n2\",\"state\":\"Failed\",\"incarnation\":2,\"address\":\"host-of-n2\",\"leaseSeconds\":10.0,"
            + "\"tags\":{\"rack\":\"r7\",\"zone\":\"z1\"}}");
    assertThat(json.at("/nodes/2/heartbeat")).hasToString("{\"incarnation\":3,\"counter\":2,\"stillSeconds\":4.0}");
    assertThat(json.at("/nodes/0/heartbeat/beatWithinSeconds").asDouble()).isBetween(0.25, 3.25);
    assertThat(json.get("actors")).hasToString("{\"placed\":3,\"due\":2,\"canBeMoved\":true,\"hosts\":["
        + "{\"node\":\"n2\",\"incarnation\":2,\"placed\":2,\"due\":true},"
        + "{\"node\":\"n4\",\"incarnation\":4,\"placed\":1,\"due\":false}]}");
    assertThat(json.at("/suspicions/0")).hasToString("{\"target\":\"n3\",\"voter\":\"n1\",\"voterIncarnation\":1,"
        + "\"seenIncarnation\":3,\"seenCounter\":2,\"counts\":true}");
  }

  @Test
  void the_page_lists_the_fields() throws IOException {
    someTroubles();
    Set<String> fields = new TreeSet<>();
    collect("", new ObjectMapper().readTree(status("--json").out()), fields);
    String page = Files.readString(Path.of("..", "docs", "operating.md"));
    String section = page.substring(page.indexOf("## Seeing what is there"), page.indexOf("## Nodes that die"));
    Set<String> listed = section.lines().filter(line -> line.startsWith("| `"))
        .flatMap(line -> FIELD.matcher(line.split("\\|")[1]).results()).map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
    assertThat(fields).isEqualTo(listed);
  }

  /** The fields that hold no others, by their path; the names of tags are the application's. */
  private static void collect(String path, JsonNode json, Set<String> fields) {
    if (json.isObject() && !path.endsWith(".tags")) {
      json.fields().forEachRemaining(
          field -> collect(path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), fields));
    } else if (json.isArray() && json.size() > 0 && json.get(0).isObject()) {
      json.forEach(element -> collect(path + "[]", element, fields));
    } else {
      fields.add(path);
    }
  }

  @Test
  void watched_output_is_appended_and_ends_without_an_error() {
    world.join("n1", "n2");
    world.endsAfter(Duration.ofSeconds(10));
    CommandRun run = status("--watch", "--interval", "3");
    assertThat(run.exit()).isZero();
    assertThat(run.out().lines().filter(line -> line.startsWith("Cluster  "))).containsExactly(
        "Cluster  orders, format 1, at 2026-01-02T03:04:08Z", "Cluster  orders, format 1, at 2026-01-02T03:04:11Z",
        "Cluster  orders, format 1, at 2026-01-02T03:04:14Z");
    assertThat(run.out()).doesNotContain("\u001b");
  }

  @Test
  void on_a_terminal_it_is_shown_in_place() {
    world.join("n1");
    world.someoneIsThere = true;
    world.endsAfter(Duration.ofSeconds(4));
    assertThat(status("--watch").out()).startsWith("\u001b[H\u001b[2JCluster  orders");
    assertThat(status().out()).doesNotContain("\u001b");
  }

  @Test
  void watched_json_is_one_object_a_line() throws IOException {
    world.join("n1");
    world.someoneIsThere = true;
    world.endsAfter(Duration.ofSeconds(9));
    List<String> lines = status("--watch", "--json").out().lines().toList();
    assertThat(lines).hasSizeGreaterThan(2);
    for (String line : lines) {
      assertThat(new ObjectMapper().readTree(line).get("cluster").asText()).isEqualTo("orders");
    }
  }

  @Test
  void who_watches_sees_the_store_come_back() {
    world.join("n1");
    world.die("n1");
    world.endsAfter(Duration.ofSeconds(12));
    boolean[] away = {false};
    world.after(Duration.ofSeconds(5), () -> away[0] = true);
    world.after(Duration.ofSeconds(9), () -> away[0] = false);
    CommandRun run = world.run(
        location -> new ScriptedStore(world.store, n -> away[0] ? Fault.UNAVAILABLE : Fault.NONE),
        "status", "--cluster", "orders", "--watch");
    assertThat(run.exit()).isZero();
    assertThat(run.err()).contains("the store cannot be reached");
    assertThat(run.out()).contains("still for 4.0 s", "still for 11.");
  }

  @Test
  void reading_changes_nothing_and_creates_no_directory() {
    world.join("n1");
    world.die("n1");
    MemorySnapshot before = world.store.snapshot();
    status();
    assertThat(world.store.snapshot()).isSameAs(before);
    assertThat(world.opened).containsExactly(FdbOptions.DEFAULT.withExistingDirectory("rollcall"));
  }

  @Test
  void a_cluster_that_is_not_there_is_told_with_those_that_are() {
    CommandRun none = status();
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.err()).startsWith("error: no node has ever joined a cluster orders").contains("no cluster at all");
    world.join("n1");
    CommandRun other = world.run("status", "--cluster", "oders", "--watch");
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.err()).isEqualTo(
        "error: no node has ever joined a cluster oders in this store, which holds orders; give one of these with --cluster\n");
  }

  @Test
  void a_store_that_is_lost_is_told() {
    Store lost = new ScriptedStore(world.store, FaultScript.always(Fault.UNAVAILABLE));
    CommandRun run = world.run(location -> lost, "status", "--cluster", "orders");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: the store cannot be reached").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"format", "primary"})
  void what_cannot_be_read_is_named(String name) {
    world.join("n1");
    Bytes key = name.equals("format") ? World.KEYS.format() : World.KEYS.primary();
    world.set(key, Bytes.of((byte) 1).concat(Bytes.bigEndian(7)));
    CommandRun run = status();
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: ").contains("cluster/orders/" + name).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource({"--prefix,1", "--cluster,a/b"})
  void what_cannot_be_meant_is_named_with_its_option(String option, String value) {
    CommandRun run = option.equals("--cluster") ? world.run("status", option, value) : status(option, value);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains(option).doesNotContain("\tat ");
  }

  @Test
  void a_foundation_db_that_cannot_be_opened_is_told() {
    CommandRun run = CommandRun.of("status", "--cluster", "orders", "--cluster-file", "no-such-file");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: ").containsAnyOf("no-such-file", "libfdb_c").doesNotContain("\tat ");
  }

  @Test
  void the_help_says_what_an_age_is() {
    CommandRun run = CommandRun.of("status", "--help");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("counters of heartbeats, and no times", "--watch", "Exit codes: 0 shown");
  }
}
