package dev.rollcall.migration;

import static dev.rollcall.migration.ActorCluster.A;
import static dev.rollcall.migration.ActorCluster.B;
import static dev.rollcall.migration.ActorCluster.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.ActorId;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.memory.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host learns of actors that were moved to it. */
class ArrivalsTest {
  private final ActorCluster cluster = new ActorCluster();
  private final Host n1 = cluster.member("n1");
  private final Host n2 = cluster.member("n2");
  private final Host n3 = cluster.member("n3");
  private final Arrivals arrivals = new Arrivals(n2.process.context);

  @BeforeEach
  void n3Fails() {
    n3.activates(A, B, C);
    cluster.fails(n3, n2);
  }

  private Arrivals.Seen look(ActorId after, int limit) {
    return arrivals.look(n2.process.state.incarnation(), after, limit);
  }

  @Test
  void aMoveIsToldOfAndFoundUntilItIsActivated() {
    Arrivals.Seen before = look(null, 10);
    assertThat(before.actors()).isEmpty();
    assertThat(before.mayBeMore()).isNotDone();
    n1.triesToMigrate(Host.moves(n2, A, B));
    assertThat(before.mayBeMore()).isCompleted();
    assertThat(look(null, 10).actors()).containsExactly(A, B);
    n2.activates(A);
    Arrivals.Seen after = look(null, 10);
    assertThat(after.actors()).containsExactly(B);
    assertThat(after.mayBeMore()).isNotDone();
    n1.migrates(C, n2);
    assertThat(after.mayBeMore()).isCompleted();
  }

  @Test
  void theyAreReadInBatches() {
    n1.triesToMigrate(Host.moves(n2, A, B, C));
    assertThat(look(null, 2).actors()).containsExactly(A, B);
    assertThat(look(B, 2).actors()).containsExactly(C);
    assertThatThrownBy(() -> look(null, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatMovesElsewhereIsNotToldOf() {
    Arrivals.Seen seen = look(null, 10);
    n1.migrates(A, n1);
    n2.activates(ActorId.of("own"));
    assertThat(seen.mayBeMore()).isNotDone();
    assertThat(look(null, 10).actors()).isEmpty();
  }

  @Test
  void thereIsOneWatchAtMost() {
    Arrivals.Seen first = look(null, 10);
    Arrivals.Seen second = look(null, 10);
    assertThat(first.mayBeMore()).isCompleted();
    assertThat(second.mayBeMore()).isNotDone();
    n2.meeting(Fault.UNAVAILABLE);
    assertThatThrownBy(() -> look(null, 10)).isInstanceOf(StoreUnavailableException.class);
    assertThat(second.mayBeMore()).isCompleted();
    arrivals.close();
  }
}
