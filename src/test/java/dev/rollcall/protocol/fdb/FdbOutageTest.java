package dev.rollcall.protocol.fdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.fdb.FdbCluster;
import dev.rollcall.store.fdb.FdbOptions;
import dev.rollcall.store.fdb.FdbServer;
import dev.rollcall.store.fdb.FdbStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The store is gone for longer than a lease: nobody is primary meanwhile, and nobody is taken for dead afterwards. */
@FdbCluster.Needed
@Timeout(180)
class FdbOutageTest {
  private static final MembershipConfig CONFIG = new MembershipConfig(
      Duration.ofMillis(1_500), Duration.ofMillis(2_500), 0.01, Duration.ofMillis(2_000), 1, 4);
  private static final Duration TRANSACTION = Duration.ofMillis(300);
  /** After the outage some are back while others still sleep. */
  private static final Map<String, Integer> PAUSE_MILLIS = Map.of("n1", 10, "n2", 100, "n3", 1_000);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir
  Path directory;

  private final Keys keys = new Keys("test");
  private final RegistryHistory history = new RegistryHistory(keys);
  private List<RunningMember> members = List.of();
  private Store store;

  private interface Step {
    void run() throws Exception;
  }

  @Test
  void aServerThatDoesNotAnswerIsWaitedFor() throws Exception {
    try (FdbServer server = server()) {
      outage(server, server::freeze, server::thaw);
    }
  }

  @Test
  void aServerThatIsStartedAgainIsFoundAgain() throws Exception {
    try (FdbServer server = server()) {
      outage(server, server::kill, server::start);
    }
  }

  private FdbServer server() throws Exception {
    return FdbServer.orNotRun("FdbOutageTest", directory);
  }

  private void outage(FdbServer server, Step goes, Step returns) throws Exception {
    FdbOptions options = FdbOptions.DEFAULT.withClusterFile(server.clusterFile()).withPrefix(Bytes.EMPTY)
        .withTimeout(TRANSACTION);
    store = FdbStore.open(options);
    try (Store closed = store) {
      assertThat(closed).isNotNull();
      members = PAUSE_MILLIS.entrySet().stream().map(node -> new RunningMember(
          node.getKey(), FdbStore.open(options), keys, CONFIG, node.getValue())).toList();
      members.forEach(Thread::start);
      waitUntil("all are members and one is primary", () -> active().size() == members.size() && primaries() == 1);
      Map<NodeId, Long> before = active();
      goes.run();
      long gone = System.nanoTime();
      allMeetTheOutage();
      // A turn that began before the outage may have performed its heartbeat, and is over only now.
      allMeetTheOutage();
      members.forEach(member -> assertThat(member.answers()).as("what %s met", member.getName())
          .doesNotContain(RunningMember.PERFORMED));
      await("leases from before the outage are over",
          () -> System.nanoTime() - gone > CONFIG.leaseDuration().toNanos());
      for (int i = 0; i < 100; i++) {
        assertThat(primaries()).as("primaries without a store").isZero();
        Thread.sleep(10);
      }
      returns.run();
      waitUntil("all are heard again", () -> members.stream().allMatch(RunningMember::isHeard));
      observeFor(CONFIG.failureTimeout().plusSeconds(1));
      waitUntil("one is primary again", () -> primaries() == 1);
      assertThat(active()).as("members after the outage").isEqualTo(before);
      judgeClaims();
    } finally {
      for (RunningMember member : members) {
        member.ends();
      }
    }
  }

  /** From now on: each ends a turn without having reached the store. */
  private void allMeetTheOutage() throws InterruptedException {
    members.forEach(RunningMember::forgets);
    await("all meet the outage",
        () -> members.stream().allMatch(member -> member.answers().contains(RunningMember.UNAVAILABLE)));
  }

  private void judgeClaims() throws InterruptedException {
    Claims claims = new Claims();
    for (RunningMember member : members) {
      claims.addAll(member.ends());
    }
    claims.assertOneAtATime();
    System.out.printf("outage: primaries %s, %d claims, %d looks%n",
        claims.primaries(), claims.count(), history.observed());
  }

  private long primaries() {
    return members.stream().filter(RunningMember::isPrimary).count();
  }

  /** The incarnations of the Active nodes, or none if the store cannot be read. */
  private Map<NodeId, Long> active() {
    Map<NodeId, Long> active = new TreeMap<>();
    try (Transaction transaction = store.begin(Duration.ofSeconds(5))) {
      new Registry(transaction, keys).records().forEach((node, record) -> {
        if (record.state() == NodeState.ACTIVE) {
          active.put(node, record.incarnation());
        }
      });
    } catch (StoreUnavailableException e) {
      active.clear();
    }
    return active;
  }

  /** Also observes the store, which must be there. */
  private void waitUntil(String what, BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as(what).isNegative();
      observeFor(Duration.ofMillis(50));
    }
  }

  private static void await(String what, BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as(what).isNegative();
      Thread.sleep(10);
    }
  }

  private void observeFor(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      history.observe(store);
      Thread.sleep(20);
    }
  }
}
