package dev.rollcall.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.protocol.schema.PlacementRecord;
import dev.rollcall.protocol.schema.PrimaryRecord;
import dev.rollcall.protocol.schema.Registry;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The safety properties of ActorMigration, held against a cluster after each of its steps. */
final class ActorHistory {
  private final ActorCluster cluster;
  private final List<ActorId> actors;
  private Map<ActorId, PlacementRecord> before = new HashMap<>();
  private Registry registryBefore;

  ActorHistory(ActorCluster cluster, List<ActorId> actors) {
    this.cluster = cluster;
    this.actors = actors;
    remember();
  }

  private void remember() {
    before = new HashMap<>();
    actors.forEach(actor -> before.put(actor, cluster.placement(actor)));
    registryBefore = cluster.cluster.registry();
  }

  /**
   * Checks what a step came to.
   *
   * @param step what was done, for messages
   * @param by whose step it was
   */
  void check(String step, Host by, Collection<Host> hosts) {
    for (ActorId actor : actors) {
      PlacementRecord after = cluster.placement(actor);
      List<Host> running = hosts.stream().filter(host -> host.runs(actor)).toList();
      assertThat(running).as("SingleActivation of %s after %s", actor, step).hasSizeLessThanOrEqualTo(1);
      running.forEach(host -> runsWherePlaced(host, actor, after, step));
      assertThat(hosts).as("FencePassesOne: %s after %s", actor, step).filteredOn(host -> after.isAt(host.place())
          && host.hosted.epoch(actor) == after.epoch()).hasSizeLessThanOrEqualTo(1);
      changed(actor, before.get(actor), after, step, by);
    }
    cluster.isConsistent();
    remember();
  }

  private void runsWherePlaced(Host host, ActorId actor, PlacementRecord placement, String step) {
    assertThat(placement.isAt(host.place()) && placement.epoch() == host.hosted.epoch(actor)
        && cluster.cluster.registry().record(host.id).incarnation() == host.place().incarnation())
        .as("RunsWherePlaced: %s at %s after %s, placed %s", actor, host.place(), step, placement).isTrue();
  }

  private void changed(ActorId actor, PlacementRecord from, PlacementRecord to, String step, Host by) {
    if (from.equals(to)) {
      return;
    }
    String change = actor + ": " + from + " to " + to + " by " + step;
    if (to.isVacant()) {
      assertThat(step).as("NoActorLost: " + change).isEqualTo("DeactivateActor");
      assertThat(from.isAt(by.place())).as(change).isTrue();
      assertThat(to.epoch()).as(change).isEqualTo(from.epoch());
    } else {
      assertThat(to.epoch()).as("epochs rise by one: " + change).isEqualTo(from.epoch() + 1);
      assertThat(step).as(change).isEqualTo(from.isVacant() ? "ActivateActor" : "MigrateActors");
      assertThat(registryBefore.isActive(to.host().orElseThrow())).as("not due after it: " + change).isTrue();
    }
    if (!from.isVacant() && !to.isVacant()) {
      moved(from.host().orElseThrow(), by, change);
    }
  }

  private void moved(ActorHost from, Host by, String change) {
    assertThat(registryBefore.isActive(from)).as("MovedOncePerFailure: " + change).isFalse();
    PrimaryRecord primary = registryBefore.primary();
    assertThat(primary.holder().filter(h -> new ActorHost(h.node(), h.incarnation()).equals(by.place())).isPresent()
        && primary.term() == by.process.state.primaryTerm()).as("OnlyPrimaryMoves: " + change).isTrue();
  }
}
