package dev.rollcall.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.NodeJoin;
import dev.rollcall.protocol.NodeJoinComplete;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.SendHeartbeat;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A dead node is removed, a live one is not, and docs/operating.md shows the code. */
class DeadNodeRemovalTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private final MemoryStore store = new MemoryStore();
  private final Keys keys = new Keys("c");
  private ProcessState n2State = ProcessState.NEW;
  private long nanos;
  private int pauses;

  @BeforeEach
  void twoNodesAreMembers() {
    perform(new NodeJoin(), "n1", ProcessState.NEW);
    n2State = perform(new NodeJoinComplete(), "n2", perform(new NodeJoin(), "n2", ProcessState.NEW));
  }

  private NodeContext context(String node) {
    return new NodeContext(NodeId.of(node), "a", keys, store, () -> nanos, InstantSource.system(), peer -> true,
        MembershipConfig.DEFAULT, UUID::randomUUID, Journal.OFF);
  }

  private ProcessState perform(ProtocolAction action, String node, ProcessState process) {
    return action.perform(context(node), process, null).process();
  }

  private NodeState stateOfN2() {
    try (Transaction transaction = store.begin()) {
      return new Registry(transaction, keys).state(NodeId.of("n2"));
    }
  }

  private boolean pause() {
    nanos += Duration.ofSeconds(2).toNanos();
    return ++pauses < 20;
  }

  @Test
  void theDeadNodeIsLeftAndCountsNoMore() {
    assertThat(DeadNodeRemoval.remove(context("n2"), this::pause)).isTrue();
    assertThat(stateOfN2()).isEqualTo(NodeState.LEFT);
    assertThat(Duration.ofNanos(nanos)).isGreaterThan(MembershipConfig.DEFAULT.failureTimeout());
  }

  @Test
  void aNodeThatShowsSignsOfLifeStays() {
    assertThat(DeadNodeRemoval.remove(context("n2"), () -> {
      n2State = perform(new SendHeartbeat(), "n2", n2State);
      return pause();
    })).isFalse();
    assertThat(stateOfN2()).isEqualTo(NodeState.ACTIVE);
  }

  @Test
  void thePageShowsTheCode() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/operating.md"));
    String shown = page.substring(page.indexOf("```java\n  static boolean remove") + "```java\n".length());
    shown = shown.substring(0, shown.indexOf("```"));
    assertThat(Files.readString(ROOT.resolve("src/test/java/dev/rollcall/example/DeadNodeRemoval.java")))
        .contains(shown);
  }
}
