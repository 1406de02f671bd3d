package dev.rollcall.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorId;
import dev.rollcall.protocol.DetectFailure;
import dev.rollcall.protocol.MarkNodeFailed;
import dev.rollcall.protocol.RecordingStore;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.schema.Placements;
import dev.rollcall.protocol.schema.WritablePlacements;
import dev.rollcall.store.StoreFixture;
import java.util.List;
import java.util.LongSummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A hundred thousand actors of one node move in transactions whose cost does not depend on how many there are. */
@Timeout(120)
class LargeMigrationTest {
  private static final int ACTORS = 100_000;

  /** What FoundationDB allows for a transaction. */
  private static final long MOST_BYTES = 10_000_000;

  private final ActorCluster cluster = new ActorCluster();
  private final Host n1 = cluster.member("n1");
  private final Host n2 = cluster.member("n2");
  private final Host n4 = cluster.member("n4");

  LargeMigrationTest() {
    cluster.member("n3");
  }

  private static ActorId actor(int number) {
    return ActorId.of(String.format("account-%06d", number));
  }

  private void n4Hosts(int actors) {
    for (int from = 0; from < actors; from += 1_000) {
      int first = from;
      StoreFixture.commit(cluster.cluster.store, transaction -> {
        WritablePlacements placements = Placements.writable(transaction, cluster.keys());
        for (int i = first; i < Math.min(first + 1_000, actors); i++) {
          placements.place(actor(i), n4.place());
        }
        placements.count();
      });
    }
  }

  /** Bytes that the steps committed, and read, while all actors moved. */
  private record Cost(LongSummaryStatistics committed, LongSummaryStatistics read) {}

  private Cost migrateAll(int batch) {
    Cost cost = new Cost(new LongSummaryStatistics(), new LongSummaryStatistics());
    MigrationProgress progress;
    do {
      RecordingStore recording = new RecordingStore(cluster.cluster.store);
      progress = Migration.step(
          new MigrationQueue(n1.process.through(recording), new MigrateActors(), batch), n1.process.state);
      assertThat(progress.refusal()).isEmpty();
      assertThat(progress.moved()).isPositive();
      cost.committed().accept(recording.bytesCommitted);
      cost.read().accept(recording.bytesRead);
    } while (!progress.isDone());
    return cost;
  }

  @Test
  void theyMoveInBatchesThatAllCostTheSame() {
    n4Hosts(ACTORS);
    cluster.fails(n4, n2);
    Cost cost = migrateAll(MigrationQueue.BATCH);
    System.out.printf("%d actors moved by %d transactions, which committed %d to %d bytes and read %d to %d%n", ACTORS,
        cost.committed().getCount(), cost.committed().getMin(), cost.committed().getMax(), cost.read().getMin(),
        cost.read().getMax());
    assertThat(cost.committed().getCount()).isEqualTo(ACTORS / MigrationQueue.BATCH);
    assertThat(cost.committed().getMax()).isLessThan(MOST_BYTES / 50)
        .isLessThan(cost.committed().getMin() * 11 / 10);
    assertThat(cost.read().getMax()).isLessThan(50_000).isLessThan(cost.read().getMin() * 11 / 10);
    assertThat(cluster.placements().loads().values()).filteredOn(load -> load > 0)
        .hasSize(3).allSatisfy(load -> assertThat(load).isBetween(33_333L, 33_334L));
    cluster.isConsistent();
    n2.activates(cluster.arrivals(n2).get(0));
    cluster.isConsistent();
  }

  @Test
  void theLargestBatchOfTheLongestNamesIsFarFromTheLimit() {
    String longest = "x".repeat(120);
    Host host = cluster.member("h" + longest);
    cluster.member("t" + longest);
    for (int i = 0; i < MigrateActors.MOST; i++) {
      host.activates(ActorId.of(longest + String.format("%08d", i)));
    }
    cluster.fails(host, n2);
    Cost cost = migrateAll(MigrateActors.MOST);
    assertThat(cost.committed().getCount()).isEqualTo(1);
    assertThat(cost.committed().getMax()).isLessThan(MOST_BYTES / 4);
  }

  @Test
  void failingANodeCostsTheSameHoweverManyActorsItHas() {
    assertThat(costOfFailing(10_000)).isEqualTo(new LargeMigrationTest().costOfFailing(0));
  }

  /** Bytes read and bytes committed. */
  private List<Long> costOfFailing(int actors) {
    n4Hosts(actors);
    cluster.cluster.fallsSilent(n4.process);
    n2.process.does(new DetectFailure(), n4.process);
    RecordingStore recording = new RecordingStore(cluster.cluster.store);
    assertThat(new MarkNodeFailed().perform(n2.process.through(recording), n2.process.state, n4.id))
        .isInstanceOf(StepOutcome.Performed.class);
    return List.of(recording.bytesRead, recording.bytesCommitted);
  }
}
