package dev.rollcall.protocol.fdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeState;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Seeds;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.fdb.ChildJvm;
import dev.rollcall.store.fdb.FdbCluster;
import dev.rollcall.store.fdb.FdbStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Members that are killed at any moment, also between a commit and its outcome, and come back as new processes. */
@FdbCluster.Needed
@Timeout(180)
class FdbKilledMembersTest {
  private static final int KILLS = 20;
  private static final int SHORTEST_LIFE_MILLIS = 200;
  private static final int LONGEST_LIFE_MILLIS = 1_200;
  private static final Duration AIM = Duration.ofMillis(500);
  private static final Duration RECOVERY = Duration.ofSeconds(60);

  private final Keys keys = new Keys("test");
  private final Claims claims = new Claims();
  private final RegistryHistory history = new RegistryHistory(keys);
  private final Map<String, ChildJvm> children = new LinkedHashMap<>();
  private final Map<String, Long> incarnations = new HashMap<>();
  private int joins;
  private int betweenCommitAndOutcome;

  @Test
  void whatIsLeftBehindIsWholeAndNoTwoArePrimary() throws Exception {
    long seed = Long.getLong("rollcall.seed", ThreadLocalRandom.current().nextInt(1 << 30));
    String repeat = Seeds.announce("killedMembers", seed);
    Random random = new Random(seed);
    Bytes prefix = FdbCluster.freshPrefix();
    try (Store store = FdbStore.open(FdbCluster.at(prefix))) {
      Turns.NODES.forEach(node -> starts(node, prefix, random));
      for (int i = 0; i < KILLS; i++) {
        observeFor(SHORTEST_LIFE_MILLIS + random.nextInt(LONGEST_LIFE_MILLIS - SHORTEST_LIFE_MILLIS), store);
        String node = Turns.NODES.get(random.nextInt(Turns.NODES.size()));
        if (random.nextBoolean()) {
          waitForACommit(children.get(node));
        }
        kills(node);
        starts(node, prefix, random);
      }
      allComeBack(store);
      for (String node : Turns.NODES) {
        kills(node);
      }
    } finally {
      children.values().forEach(ChildJvm::close);
    }
    System.out.printf(
        "killedMembers: %d kills, %d between commit and outcome, %d joins, %d terms, %d claims, %d looks%n",
        KILLS + Turns.NODES.size(), betweenCommitAndOutcome, joins, claims.primaries().size(), claims.count(),
        history.observed());
    claims.assertOneAtATime();
    assertThat(betweenCommitAndOutcome).as("kills between a commit and its outcome; %s", repeat).isPositive();
    assertThat(joins).as("joins; %s", repeat).isGreaterThan(Turns.NODES.size());
  }

  private void starts(String node, Bytes prefix, Random random) {
    children.put(node, ChildJvm.start(MemberRun.class, prefix.toUtf8(), node, Long.toString(random.nextLong())));
  }

  /** Until it has just sent one; not for long, since it may be waiting to take over. */
  private static void waitForACommit(ChildJvm child) {
    long end = System.nanoTime() + AIM.toNanos();
    while (!child.lastLine().equals(MemberRun.ATTEMPT) && System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  private void kills(String node) throws InterruptedException {
    ChildJvm child = children.get(node);
    assertThat(child.isAlive()).as("%s lives, but ended with '%s'", node, child.lastLine()).isTrue();
    List<String> output = new ArrayList<>(child.kill());
    claims.addAll(output);
    for (String line : output) {
      if (line.startsWith("joined ")) {
        long incarnation = Long.parseLong(line.split(" ")[2]);
        assertThat(incarnation).as("incarnation of %s", node).isGreaterThan(incarnations.getOrDefault(node, 0L));
        incarnations.put(node, incarnation);
        joins++;
      }
    }
    output.removeIf(line -> !line.equals(MemberRun.ATTEMPT) && !line.equals(MemberRun.OUTCOME));
    boolean open = !output.isEmpty() && output.get(output.size() - 1).equals(MemberRun.ATTEMPT);
    betweenCommitAndOutcome += open ? 1 : 0;
  }

  private void observeFor(long millis, Store store) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    while (System.nanoTime() - end < 0) {
      history.observe(store);
      Thread.sleep(5);
    }
  }

  /** Some may be leaving at any moment, so this waits for one moment at which all are there. */
  private void allComeBack(Store store) throws InterruptedException {
    long end = System.nanoTime() + RECOVERY.toNanos();
    while (!allAreThere(store)) {
      assertThat(System.nanoTime() - end).as("all are members again within %s", RECOVERY).isNegative();
      observeFor(20, store);
    }
  }

  private boolean allAreThere(Store store) {
    try (Transaction transaction = store.begin()) {
      Registry registry = new Registry(transaction, keys);
      List<NodeState> states = registry.records().values().stream().map(NodeRecord::state).toList();
      return states.equals(List.of(NodeState.ACTIVE, NodeState.ACTIVE, NodeState.ACTIVE))
          && registry.primary().holder().isPresent();
    }
  }
}
