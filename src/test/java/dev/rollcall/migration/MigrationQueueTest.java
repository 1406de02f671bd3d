package dev.rollcall.migration;

import static dev.rollcall.migration.ActorCluster.A;
import static dev.rollcall.migration.ActorCluster.B;
import static dev.rollcall.migration.ActorCluster.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.Placement;
import dev.rollcall.protocol.ElectPrimary;
import dev.rollcall.protocol.NodeLeave;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.StoreFixture;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.MemorySnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigrationQueueTest {
  private static final ActorId D = ActorId.of("d");
  private static final ActorId E = ActorId.of("e");

  private final ActorCluster cluster = new ActorCluster();
  private final Host n1 = cluster.member("n1");
  private final Host n2 = cluster.member("n2");
  private final Host n3 = cluster.member("n3");
  private final Host n4 = cluster.member("n4");

  @AfterEach
  void theStoreAgreesWithItself() {
    cluster.isConsistent();
  }

  private static Queue queue(Host primary, int batch) {
    return queue(primary, new LeastLoaded(), batch);
  }

  private static Queue queue(Host primary, PlacementStrategy strategy, int batch) {
    return new Queue(new MigrationQueue(primary.process.context, new MigrateActors(), batch), strategy);
  }

  private record Queue(MigrationQueue queue, PlacementStrategy strategy) {
    MigrationProgress step(ProcessState process) {
      return Migration.step(queue, strategy, process);
    }
  }

  private void n4FailsWith(ActorId... actors) {
    n4.activates(actors);
    cluster.fails(n4, n2);
  }

  private Set<ActorId> at(Host host) {
    return Set.copyOf(cluster.placements().placedAt(host.place(), null, 0));
  }

  private static Map<ActorId, Class<?>> kinds(MigrationProgress progress) {
    return progress.results().stream()
        .collect(Collectors.toMap(result -> result.candidate().actor(), MigrationResult::getClass));
  }

  @Test
  void whereNothingIsDueNothingIsDone() {
    n4.activates(A);
    MemorySnapshot before = cluster.contents();
    MigrationProgress progress = queue(n1, 10).step(n1.process.state);
    assertThat(progress).isEqualTo(new MigrationProgress(List.of(), OptionalLong.of(0), Optional.empty()));
    assertThat(progress.isDone()).isTrue();
    assertThat(cluster.contents()).isEqualTo(before);
  }

  @Test
  void actorsMoveABatchAtATimeToWhoHasTheFewest() {
    n1.activates(ActorId.of("busy1"), ActorId.of("busy2"));
    n4FailsWith(A, B, C, D, E);
    Queue queue = queue(n1, 2);
    MigrationProgress first = queue.step(n1.process.state);
    MigrationCandidate a = new MigrationCandidate(A, n4.place());
    MigrationCandidate b = new MigrationCandidate(B, n4.place());
    assertThat(first.results()).containsExactly(new MigrationResult.Moved(a, new Placement(n2.place(), 2)),
        new MigrationResult.Moved(b, new Placement(n3.place(), 2)));
    assertThat(first.left()).hasValue(3);
    assertThat(queue.step(n1.process.state).left()).hasValue(1);
    MigrationProgress last = queue.step(n1.process.state);
    assertThat(last.moved()).isEqualTo(1);
    assertThat(last.isDone()).isTrue();
    assertThat(at(n1)).hasSize(3).contains(E);
    assertThat(at(n2)).isEqualTo(Set.of(A, C));
    assertThat(at(n3)).isEqualTo(Set.of(B, D));
  }

  @Test
  void aBatchTakesFromSeveralHosts() {
    n3.activates(A, B);
    n4FailsWith(C, D);
    cluster.fails(n3, n2);
    assertThat(queue(n1, 3).step(n1.process.state).results()).extracting(MigrationResult::candidate)
        .containsExactly(new MigrationCandidate(A, n3.place()), new MigrationCandidate(B, n3.place()),
            new MigrationCandidate(C, n4.place()));
  }

  @Test
  void aSuccessorGoesOnWhereThePrimaryStopped() {
    n4FailsWith(A, B, C);
    Queue interrupted = queue(n1, (candidates, loads) -> Map.of(candidates.get(0).actor(), n2.id), 1);
    interrupted.step(n1.process.state);
    n4.comesBack();
    cluster.fails(n1, n2);
    n3.process.does(new ElectPrimary());
    Queue successor = queue(n3, 10);
    assertThat(successor.step(n3.process.state).isDone()).isTrue();
    assertThat(cluster.placement(A).epoch()).isEqualTo(2);
    assertThat(interrupted.step(n1.process.state).refusal()).isEmpty();
    n4.activates(D);
    n4.leaves();
    MigrationProgress stale = interrupted.step(n1.process.state);
    assertThat(stale.refusal()).contains(Refusal.NOT_PRIMARY);
    assertThat(stale.moved()).isZero();
  }

  @Test
  void aPrimaryThatIsReplacedInTheMiddleOfItsBatchMovesNothing() {
    n4FailsWith(A, B);
    Queue queue = queue(n1, 10);
    PlacementStrategy replaced = (candidates, loads) -> {
      n1.process.does(new NodeLeave());
      n2.process.does(new ElectPrimary());
      queue(n2, 1).step(n2.process.state);
      return new LeastLoaded().choose(candidates, loads);
    };
    MigrationProgress progress = queue(n1, replaced, 10).step(n1.process.state);
    assertThat(progress.refusal()).contains(Refusal.NOT_PRIMARY);
    assertThat(cluster.placement(A).epoch()).isEqualTo(2);
    assertThat(cluster.placement(B).epoch()).isEqualTo(1);
    assertThat(queue.step(n1.process.state).refusal()).contains(Refusal.NOT_PRIMARY);
  }

  @Test
  void whereNobodyHasRoomActorsStayAndThatIsNoFailure() {
    n4FailsWith(A, B, C);
    Queue queue = queue(n1, new LeastLoaded(1), 10);
    n1.activates(D);
    n2.activates(E);
    MigrationProgress progress = queue.step(n1.process.state);
    assertThat(kinds(progress)).isEqualTo(Map.of(A, MigrationResult.Moved.class,
        B, MigrationResult.NoCapacity.class, C, MigrationResult.NoCapacity.class));
    assertThat(progress.left()).hasValue(2);
    assertThat(progress.refusal()).isEmpty();
    assertThat(queue.step(n1.process.state).moved()).isZero();
    n2.deactivates(E);
    assertThat(queue.step(n1.process.state).left()).hasValue(1);
  }

  @Test
  void whatNobodyTakesDoesNotKeepOthersWaiting() {
    n4FailsWith(A, B, C, D, E);
    PlacementStrategy picky = (candidates, loads) -> candidates.stream().map(MigrationCandidate::actor)
        .filter(actor -> !Set.of(A, B, C).contains(actor)).collect(Collectors.toMap(actor -> actor, actor -> n2.id));
    Queue queue = queue(n1, picky, 2);
    assertThat(queue.step(n1.process.state).moved()).isZero();
    assertThat(queue.step(n1.process.state).moved()).isEqualTo(1);
    assertThat(queue.step(n1.process.state).moved()).isEqualTo(1);
    assertThat(at(n2)).isEqualTo(Set.of(D, E));
    assertThat(queue.step(n1.process.state).results()).extracting(result -> result.candidate().actor())
        .as("from the beginning again").containsExactly(A, B);
  }

  @Test
  void aStrategyThatChoosesWhoIsNotThereFailsThatActorOnly() {
    n4FailsWith(A, B);
    PlacementStrategy wrong = (candidates, loads) -> Map.of(A, NodeId.of("n9"), B, n3.id);
    MigrationProgress progress = queue(n1, wrong, 10).step(n1.process.state);
    assertThat(progress.results()).containsExactly(
        new MigrationResult.Failed(new MigrationCandidate(A, n4.place()), "the strategy chose n9, which is not Active"),
        new MigrationResult.Moved(new MigrationCandidate(B, n4.place()), new Placement(n3.place(), 2)));
    assertThat(progress.left()).hasValue(1);
  }

  @Test
  void aConflictMovesNothingUntilItIsPlannedAgain() {
    n4FailsWith(A, B);
    PlacementStrategy conflicting = (candidates, loads) -> {
      n1.meeting(Fault.CONFLICT);
      return new LeastLoaded().choose(candidates, loads);
    };
    MigrationProgress progress = queue(n1, conflicting, 10).step(n1.process.state);
    assertThat(progress.refusal()).contains(Refusal.CONFLICT);
    assertThat(kinds(progress).values()).containsOnly(MigrationResult.Failed.class);
    assertThat(progress.left()).hasValue(2);
    assertThat(queue(n1, 10).step(n1.process.state).isDone()).isTrue();
  }

  @Test
  void whatHappensBetweenPlanAndMoveIsToBePlannedAgain() {
    n4.activates(A, B);
    n4.process.does(new NodeLeave());
    PlacementStrategy meanwhile = (candidates, loads) -> {
      if (n4.hosted.epoch(A) > 0) {
        n4.deactivates(A);
      } else if (n3.process.recordState() == NodeState.ACTIVE) {
        n3.process.does(new NodeLeave());
        return Map.of(B, n3.id);
      }
      return candidates.stream().collect(Collectors.toMap(MigrationCandidate::actor, candidate -> n2.id));
    };
    Queue queue = queue(n1, meanwhile, 10);
    assertThat(queue.step(n1.process.state).refusal()).contains(Refusal.NOT_DUE);
    assertThat(queue.step(n1.process.state).refusal()).contains(Refusal.TARGET_NOT_ACTIVE);
    MigrationProgress progress = queue.step(n1.process.state);
    assertThat(progress.results()).containsExactly(
        new MigrationResult.Moved(new MigrationCandidate(B, n4.place()), new Placement(n2.place(), 2)));
    assertThat(progress.isDone()).isTrue();
  }

  @Test
  void anUnknownOutcomeIsFoundOut() {
    n4FailsWith(A, B);
    PlacementStrategy cutOff = (candidates, loads) -> {
      n1.meeting(candidates.size() == 2 ? Fault.UNKNOWN_NOT_COMMITTED : Fault.NONE);
      return Map.of(candidates.get(0).actor(), n3.id);
    };
    assertThat(queue(n1, cutOff, 10).step(n1.process.state).refusal()).contains(Refusal.CONFLICT);
    PlacementStrategy applied = (candidates, loads) -> {
      n1.meeting(Fault.UNKNOWN_COMMITTED);
      return new LeastLoaded().choose(candidates, loads);
    };
    MigrationProgress progress = queue(n1, applied, 10).step(n1.process.state);
    assertThat(kinds(progress).values()).containsOnly(MigrationResult.Moved.class);
    assertThat(progress.isDone()).isTrue();
  }

  @Test
  void aStoreThatIsLostAtAnyPointDoesNoHarm() {
    n4FailsWith(A, B);
    for (int call = 0; call < 4; call++) {
      Queue queue = queue(n1.meeting(Fault.unavailableAt(call)), 10);
      assertThatThrownBy(() -> queue.step(n1.process.state)).as("call %s", call)
          .isInstanceOf(StoreUnavailableException.class);
    }
    assertThat(queue(n1, 10).step(n1.process.state).isDone()).isTrue();
  }

  @Test
  void whatIsNotKnownAfterTheStoreIsLostIsSaidToBeSo() {
    n4FailsWith(A);
    PlacementStrategy lost = (candidates, loads) -> {
      n1.meeting(Fault.UNKNOWN_COMMITTED).during(() -> n1.meeting(Fault.UNAVAILABLE));
      return new LeastLoaded().choose(candidates, loads);
    };
    MigrationProgress progress = queue(n1, lost, 10).step(n1.process.state);
    assertThat(progress.refusal()).contains(Refusal.STORE_UNAVAILABLE);
    assertThat(progress.results()).containsExactly(new MigrationResult.Failed(
        new MigrationCandidate(A, n4.place()), "the store does not tell whether it was moved"));
    assertThat(queue(n1, 10).step(n1.process.state).isDone()).isTrue();
  }

  @Test
  void countersOfProcessesThatAreGoneAreRemovedOnceTheyAreEmpty() {
    n4FailsWith(A);
    Queue queue = queue(n1, 10);
    queue.step(n1.process.state);
    assertThat(cluster.placements().loads()).containsEntry(n4.place(), 0L);
    queue.step(n1.process.state);
    assertThat(cluster.placements().loads()).containsOnlyKeys(n1.place());
  }

  @Test
  void aCounterOfAMemberIsKept() {
    n2.activates(A);
    n2.deactivates(A);
    queue(n1, 10).step(n1.process.state);
    assertThat(cluster.placements().loads()).isEqualTo(Map.of(new ActorHost(n2.id, 2), 0L));
  }

  @Test
  void aBatchIsNeitherNoneNorTooLarge() {
    for (int batch : new int[] {0, MigrateActors.MOST + 1}) {
      assertThatThrownBy(() -> queue(n1, batch)).isInstanceOf(IllegalArgumentException.class)
          .hasMessage("batch is " + batch + ", but must be 1 to 250");
    }
  }

  @Test
  void whatIsDamagedIsLeftAloneAndNamedAndMovesOnceItIsMended() {
    n4FailsWith(A, B, C);
    Bytes placement = cluster.keys().actors().placement(B);
    Bytes sound = cluster.contents().get(placement);
    cluster.cluster.damages(placement);
    Queue queue = queue(n1, 10);
    for (int i = 0; i < 2; i++) {
      MigrationProgress progress = queue.step(n1.process.state);
      assertThat(kinds(progress)).containsEntry(B, MigrationResult.Failed.class);
      assertThat(progress.left()).hasValue(1);
    }
    assertThat(Set.of(A, C)).isEqualTo(Stream.of(n1, n2, n3).flatMap(host -> at(host).stream()).collect(Collectors.toSet()));
    StoreFixture.commit(cluster.cluster.store, transaction -> transaction.set(placement, sound));
    assertThat(queue.step(n1.process.state).isDone()).isTrue();
  }
}
