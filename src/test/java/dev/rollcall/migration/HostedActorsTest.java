package dev.rollcall.migration;

import static dev.rollcall.migration.ActorCluster.A;
import static dev.rollcall.migration.ActorCluster.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.ActorId;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.NodeLeave;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.SendHeartbeat;
import dev.rollcall.store.memory.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HostedActorsTest {
  private final ActorCluster cluster = new ActorCluster();
  private final Host n1 = cluster.member("n1");

  @Test
  void anActorRunsUnderALiveLeaseOnly() {
    n1.activates(A);
    cluster.cluster.passes(cluster.cluster.config.leaseDuration());
    assertThat(n1.runs(A)).isFalse();
    n1.process.does(new SendHeartbeat());
    assertThat(n1.runs(A)).isTrue();
    assertThat(n1.hosted.snapshot()).isEqualTo(Map.of(A, 1L));
  }

  @Test
  void whatAnEarlierIncarnationRanDoesNotRun() {
    cluster.member("n2");
    Host n3 = cluster.member("n3");
    n3.activates(A);
    HostedActors earlier = n3.hosted;
    cluster.fails(n3, n1);
    n3.comesBack();
    assertThat(earlier.runs(A, n3.process.state, cluster.reading())).isFalse();
    assertThat(n3.runs(A)).isFalse();
    assertThatThrownBy(() -> earlier.activate(new ActivateActor(), n3.process.context, n3.process.state, B))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("n3 (incarnation 3), not of incarnation 4");
  }

  @Test
  void whoIsAboutToLeaveRunsNothingAndGoesOnIfItMayNot() {
    n1.activates(A);
    n1.hosted.pause();
    n1.activates(B);
    assertThat(n1.runs(A)).isFalse();
    assertThat(n1.runs(B)).isFalse();
    assertThat(n1.hosted.size()).isZero();
    assertThat(n1.hosted.snapshot()).isEmpty();
    n1.meeting(Fault.CONFLICT).process.isRefused(new NodeLeave(), Refusal.CONFLICT);
    n1.hosted.resume();
    assertThat(n1.hosted.snapshot()).isEqualTo(Map.of(A, 1L, B, 1L));
    assertThat(n1.runs(B)).isTrue();
    n1.leaves();
    assertThat(n1.process.recordState()).isEqualTo(NodeState.LEAVING);
    n1.hosted.pause();
    n1.process.isRefused(new NodeLeave(), Refusal.NOT_IN_THIS_STATE);
    n1.hosted.resume();
    assertThat(n1.runs(A)).isFalse();
    assertThat(n1.hosted.snapshot()).isEmpty();
  }

  @Test
  void aSnapshotRunsWhatItTellsOf() {
    n1.activates(A, B);
    Map<ActorId, Long> snapshot = n1.hosted.snapshot();
    n1.deactivates(A);
    assertThat(snapshot).isEqualTo(Map.of(A, 1L, B, 1L));
    n1.hosted = new HostedActors(n1.place(), snapshot);
    assertThat(n1.runs(A)).isTrue();
  }

  @Test
  void aHundredThousandActorsAreHeld() {
    Map<ActorId, Long> many = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      many.put(ActorId.of("actor-" + i), 1L);
    }
    n1.hosted = new HostedActors(n1.place(), many);
    assertThat(n1.hosted.size()).isEqualTo(100_000);
    assertThat(n1.runs(ActorId.of("actor-99999"))).isTrue();
  }

  /** However calls on the same actors interleave, what runs in the end is what the store says. */
  @Test
  void threadsMayActAtOnce() throws Exception {
    List<ActorId> actors = List.of(A, B, ActorCluster.C);
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        running.add(executor.submit(() -> {
          for (int i = 0; i < 200; i++) {
            ActorId actor = actors.get(i % actors.size());
            ActorOutcome outcome = i / 3 % 2 == 0 ? n1.triesToActivate(actor) : n1.triesToDeactivate(actor);
            assertThat(outcome).isNotInstanceOf(ActorOutcome.OutcomeUnknown.class);
          }
        }));
      }
      for (Future<?> each : running) {
        each.get(60, TimeUnit.SECONDS);
      }
    } finally {
      executor.shutdownNow();
    }
    cluster.isConsistent();
    for (ActorId actor : actors) {
      long placed = cluster.placement(actor).isVacant() ? 0 : cluster.placement(actor).epoch();
      assertThat(n1.hosted.epoch(actor)).isEqualTo(placed);
    }
  }
}
