package dev.rollcall.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.conformance.scratch.Scratch;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.NodeJoin;
import dev.rollcall.protocol.NodeJoinComplete;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.fdb.FdbOptions;
import dev.rollcall.store.fdb.FdbStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The operator's commands on a live FoundationDB, with settings of a cluster that is in a hurry. */
@EnabledIfEnvironmentVariable(named = "FDB_CLUSTER_FILE", matches = ".+",
    disabledReason = "not run: FDB_CLUSTER_FILE is not set, so there is no FoundationDB")
@Timeout(60)
class FdbOperatorCommandsTest {
  private final String place = "rollcall-test/" + UUID.randomUUID() + "/";
  private final String prefix = HexFormat.of().formatHex(place.getBytes(StandardCharsets.UTF_8));
  private Store store;

  @BeforeEach
  void two_nodes_join_and_are_heard_of_no_more() {
    store = FdbStore.open(FdbOptions.DEFAULT.withClusterFile(Path.of(System.getenv("FDB_CLUSTER_FILE")))
        .withPrefix(Bytes.utf8(place)));
    for (String node : new String[] {"n1", "n2"}) {
      NodeContext context = new NodeContext(NodeId.of(node), "host-of-" + node, new Keys("orders"), store,
          System::nanoTime, InstantSource.system(), peer -> true, MembershipConfig.DEFAULT, UUID::randomUUID,
          Journal.OFF);
      ProcessState joined = new NodeJoin().perform(context, ProcessState.NEW, null).process();
      new NodeJoinComplete().perform(context, joined, null);
    }
  }

  @AfterEach
  void nothing_is_left() {
    Scratch.empty(store, "could not empty " + place);
    store.close();
  }

  private JsonNode status() throws IOException {
    CommandRun run =
        CommandRun.of("status", "--cluster", "orders", "--prefix", prefix, "--sample", "0.3", "--json");
    assertThat(run.exit()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  @Test
  void dead_nodes_are_shown_and_removed() throws IOException {
    assertThat(status().at("/nodes/1/heartbeat/stillSeconds").asDouble()).isPositive();
    for (String node : new String[] {"n1", "n2"}) {
      CommandRun run = CommandRun.of("forget", "--cluster", "orders", "--prefix", prefix, "--lease", "0.2",
          "--failure-timeout", "0.3", "--yes", node);
      assertThat(run.exit()).as(run.err()).isZero();
    }
    assertThat(status().get("nodes")).isEmpty();
    assertThat(status().at("/view/number").asInt()).isEqualTo(4);
    assertThat(status().at("/primary/term").asInt()).isEqualTo(1);
  }

  @Test
  void what_nothing_needs_is_found_and_removed() {
    String[] doctor = {"doctor", "--cluster", "orders", "--prefix", prefix, "--remove", "--yes"};
    CommandRun sound = CommandRun.of(doctor);
    assertThat(sound.exit()).as(sound.out() + sound.err()).isZero();
    try (Transaction transaction = store.begin()) {
      transaction.set(new Keys("orders").heartbeat(NodeId.of("n9")), Bytes.EMPTY);
      transaction.commit();
    }
    CommandRun removed = CommandRun.of(doctor);
    assertThat(removed.out()).contains("Removed cluster/orders/heartbeats/n9.");
    assertThat(removed.exit()).isZero();
    assertThat(CommandRun.of(doctor).out()).contains("no defects");
  }

  @Test
  void a_directory_that_is_not_there_is_told_and_not_created() {
    String directory = "rollcall-test-" + UUID.randomUUID();
    for (String command : new String[] {"status", "journal", "doctor"}) {
      CommandRun run = CommandRun.of(command, "--cluster", "orders", "--directory", directory);
      assertThat(run.exit()).isEqualTo(2);
      assertThat(run.err()).startsWith("error: there is no directory " + directory).doesNotContain("\tat ");
    }
  }
}
