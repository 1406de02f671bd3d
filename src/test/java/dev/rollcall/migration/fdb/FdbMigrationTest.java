package dev.rollcall.migration.fdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.migration.ActivateActor;
import dev.rollcall.migration.ActorOutcome;
import dev.rollcall.migration.Arrivals;
import dev.rollcall.migration.HostedActors;
import dev.rollcall.migration.Migration;
import dev.rollcall.migration.MigrationProgress;
import dev.rollcall.migration.MigrationQueue;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.NodeJoin;
import dev.rollcall.protocol.NodeJoinComplete;
import dev.rollcall.protocol.NodeLeave;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.SendHeartbeat;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.Placements;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.fdb.FdbCluster;
import dev.rollcall.store.fdb.FdbStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On a live FoundationDB: activations at once do not disturb each other, and a node that leaves is emptied. */
@FdbCluster.Needed
@Timeout(180)
class FdbMigrationTest {
  private static final int NODES = 4;
  private static final int ACTORS_EACH = 250;
  private static final MembershipConfig CONFIG = new MembershipConfig(
      Duration.ofSeconds(60), Duration.ofSeconds(70), 0.01, Duration.ofSeconds(60), 1, 4);

  private final Keys keys = new Keys("test");
  private final FdbStore store = FdbStore.open(FdbCluster.freshPlace());
  private final ExecutorService executor = Executors.newFixedThreadPool(2 * NODES);

  /** A process and what it runs. */
  private final class Host {
    final NodeContext context;
    ProcessState state = ProcessState.NEW;
    HostedActors hosted;

    Host(NodeId node) {
      context = new NodeContext(node, "localhost:0", keys, store, System::nanoTime, InstantSource.system(),
          peer -> true, CONFIG, UUID::randomUUID, Journal.keeping(Duration.ofHours(1)));
      does(new NodeJoin());
      hosted = new HostedActors(new ActorHost(node, state.incarnation()));
    }

    void does(ProtocolAction action) {
      StepOutcome outcome = action.perform(context, state, null);
      assertThat(outcome).as("%s by %s", action.name(), context.self()).isInstanceOf(StepOutcome.Performed.class);
      state = outcome.process();
    }

    ActorOutcome activates(ActorId actor) {
      return hosted.activate(new ActivateActor(), context, state, actor);
    }
  }

  @AfterEach
  void close() {
    executor.shutdownNow();
    store.close();
  }

  @Test
  void aNodeThatLeavesIsEmptiedWhileOthersAct() throws Exception {
    List<Host> hosts = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      Host host = new Host(NodeId.of("n" + i));
      if (i > 0) {
        host.does(new NodeJoinComplete());
      }
      hosts.add(host);
    }
    allActivateAtOnce(hosts);
    Host primary = hosts.get(0);
    Host leaving = hosts.get(NODES - 1);
    leaving.hosted.pause();
    leaving.does(new NodeLeave());
    leaving.hosted.end();

    Future<Long> migrated = executor.submit(() -> migratesAll(primary));
    Host other = hosts.get(1);
    while (!migrated.isDone()) {
      other.does(new SendHeartbeat());
    }
    assertThat(migrated.get(60, TimeUnit.SECONDS)).isEqualTo(ACTORS_EACH);
    hosts.subList(0, NODES - 1).forEach(this::activatesArrivals);
    assertThat(hosts.stream().mapToInt(host -> host.hosted.size()).sum()).isEqualTo(NODES * ACTORS_EACH);
    countersAreRight(hosts);
  }

  private void allActivateAtOnce(List<Host> hosts) throws Exception {
    List<Future<?>> activating = new ArrayList<>();
    for (Host host : hosts) {
      for (int half = 0; half < 2; half++) {
        int first = half;
        activating.add(executor.submit(() -> IntStream.range(0, ACTORS_EACH).filter(i -> i % 2 == first)
            .mapToObj(i -> ActorId.of(host.context.self() + "-" + i))
            .forEach(actor -> assertThat(host.activates(actor)).isInstanceOf(ActorOutcome.Performed.class))));
      }
    }
    for (Future<?> each : activating) {
      each.get(120, TimeUnit.SECONDS);
    }
  }

  private long migratesAll(Host primary) {
    long begun = System.nanoTime();
    MigrationQueue queue = new MigrationQueue(primary.context);
    long moved = 0;
    int steps = 0;
    MigrationProgress progress;
    do {
      progress = Migration.step(queue, primary.state);
      assertThat(progress.refusal()).isEmpty();
      moved += progress.moved();
      steps++;
    } while (!progress.isDone());
    System.out.printf("%d actors moved by %d transactions in %d ms%n", moved, steps,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    return moved;
  }

  private void activatesArrivals(Host host) {
    try (Arrivals arrivals = new Arrivals(host.context)) {
      List<ActorId> actors;
      do {
        actors = arrivals.look(host.state.incarnation(), null, 50).actors();
        actors.forEach(actor -> assertThat(host.activates(actor)).isInstanceOf(ActorOutcome.Performed.class));
      } while (!actors.isEmpty());
    }
  }

  private void countersAreRight(List<Host> hosts) {
    try (Transaction transaction = store.begin()) {
      Placements placements = new Placements(transaction.snapshot(), keys);
      for (Host host : hosts) {
        List<ActorId> placed = placements.placedAt(host.hosted.host(), null, 0);
        assertThat(placements.load(host.hosted.host())).isEqualTo(placed.size()).isEqualTo(host.hosted.size());
        placements.read(placed);
        assertThat(placed).allMatch(actor -> placements.placement(actor).isAt(host.hosted.host()));
      }
    }
  }
}
