package dev.rollcall.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.conformance.scratch.Scratch;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import dev.rollcall.store.fdb.FdbOptions;
import dev.rollcall.store.fdb.FdbStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Nodes in processes of their own on a live FoundationDB, of which the primary is killed. */
@EnabledIfEnvironmentVariable(named = "FDB_CLUSTER_FILE", matches = ".+",
    disabledReason = "not run: FDB_CLUSTER_FILE is not set, so there is no FoundationDB")
@Timeout(180)
class FdbNodeProcessesTest {
  private final String place = "rollcall-test/" + UUID.randomUUID() + "/";
  private final String prefix = HexFormat.of().formatHex(place.getBytes(StandardCharsets.UTF_8));
  private final List<NodeProcess> processes = new ArrayList<>();

  @AfterEach
  void nothing_is_left() {
    processes.forEach(NodeProcess::close);
    try (Store store = FdbStore.open(FdbOptions.DEFAULT.withClusterFile(Path.of(System.getenv("FDB_CLUSTER_FILE")))
        .withPrefix(Bytes.utf8(place)))) {
      Scratch.empty(store, "could not empty " + place);
    }
  }

  private NodeProcess start(String node, String... more) {
    List<String> options = new ArrayList<>(List.of(
        "--cluster", "orders", "--prefix", prefix, "--lease", "2", "--failure-timeout", "3"));
    options.addAll(List.of(more));
    NodeProcess process = new NodeProcess(node, options);
    processes.add(process);
    return process;
  }

  private static JsonNode json(CommandRun run) throws IOException {
    assertThat(run.exit()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private JsonNode status() throws IOException {
    return json(CommandRun.of("status", "--cluster", "orders", "--prefix", prefix, "--sample", "2", "--json"));
  }

  private static List<String> nodes(JsonNode status) {
    return StreamSupport.stream(status.get("nodes").spliterator(), false)
        .map(node -> node.get("node").asText() + " " + node.get("state").asText()).toList();
  }

  @Test
  void a_killed_primary_is_succeeded_its_actor_moves_and_all_leave_when_asked_to() throws Exception {
    NodeProcess first = start("n1", "--actors", "cart");
    first.awaitLine("event=activated node=n1 actor=cart epoch=1");
    NodeProcess second = start("n2");
    NodeProcess third = start("n3");
    second.awaitLine("members=n1,n2,n3");
    third.awaitLine("members=n1,n2,n3");
    JsonNode before = status();
    assertThat(nodes(before)).containsExactly("n1 Active", "n2 Active", "n3 Active");
    assertThat(before.at("/primary/node").asText()).isEqualTo("n1");

    first.kill();
    second.awaitLine("event=failed node=n2 who=n1");
    third.awaitLine("event=primary-elected node=n3 who=n");
    second.awaitLine("term=2");
    third.awaitLine("term=2");
    JsonNode after = status();
    assertThat(nodes(after)).containsExactly("n1 Failed", "n2 Active", "n3 Active");
    assertThat(after.at("/primary/node").asText()).isIn("n2", "n3");
    assertThat(after.at("/primary/term").asInt()).isEqualTo(2);
    assertThat(after.at("/actors/placed").asInt()).isEqualTo(1);
    assertThat(after.at("/actors/due").asInt()).isZero();
    assertThat(after.at("/actors/hosts/0/node").asText()).isIn("n2", "n3");

    NodeProcess again = start("n1", "--actors", "cart");
    again.awaitLine("event=not-activated node=n1 actor=cart reason=PLACED_ELSEWHERE");
    CommandRun twin = CommandRun.of("node", "--cluster", "orders", "--prefix", prefix, "--id", "n1",
        "--address", "x:1");
    assertThat(twin.exit()).isEqualTo(2);
    assertThat(twin.err()).contains("another live process is node n1");

    for (NodeProcess process : List.of(again, second, third)) {
      process.terminate();
      assertThat(process.await()).isZero();
      process.awaitLine("event=gone");
    }
    assertThat(nodes(status())).isEmpty();
  }
}
