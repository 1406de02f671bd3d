package dev.rollcall.conformance.cli;

import dev.rollcall.ActorId;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeState;
import dev.rollcall.migration.ActorOutcome;
import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.UnsupportedFormatException;
import dev.rollcall.runtime.ClusterMember;
import dev.rollcall.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The life of a node's process, from joining to its end. Used once, by one thread. */
final class NodeRun {
  private static final Duration LOOK = Duration.ofMillis(250);

  private final ClusterMember member;
  private final Predecessor predecessor;
  private final EventLines events;
  private final Ending ending;
  private final Duration leaveTimeout;

  NodeRun(ClusterMember member, Store store, EventLines events, Ending ending, Duration leaveTimeout) {
    this.member = member;
    this.predecessor = new Predecessor(store, member.cluster(), member.node());
    this.events = events;
    this.ending = ending;
    this.leaveTimeout = leaveTimeout;
  }

  /** Joins, and stays until something ends it; the exit code. */
  int live(List<ActorId> actors) {
    predecessor.look().ifPresent(old -> events.tell("waiting", "reason", "the record of an earlier process",
        "incarnation", old.incarnation(), "state", old.state().specName(), "address", old.address()));
    CompletableFuture<MembershipView> joined = member.join();
    while (!joined.isDone()) {
      Optional<Ending.Reason> reason = ending.await(LOOK);
      if (reason.isPresent()) {
        return end(reason.get());
      }
      events.health(member.health());
      requireNoOther();
    }
    settle(joined);
    actors.forEach(actor -> member.actors().activate(actor).whenComplete((outcome, failure) -> tell(actor, outcome)));
    Optional<Ending.Reason> reason = Optional.empty();
    while (reason.isEmpty()) {
      events.health(member.health());
      reason = ending.await(LOOK);
    }
    return end(reason.get());
  }

  private void requireNoOther() {
    if (member.state() == NodeState.LEFT && predecessor.lives()) {
      throw new BadInputException("another live process is node " + member.node() + " of cluster " + member.cluster()
          + ": " + predecessor + ". Have it leave, or stop it, or give this one another --id");
    }
  }

  private static void settle(CompletableFuture<MembershipView> joined) {
    try {
      joined.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof DamagedValueException || e.getCause() instanceof UnsupportedFormatException) {
        throw (RuntimeException) e.getCause();
      }
      throw e;
    }
  }

  private void tell(ActorId actor, ActorOutcome outcome) {
    if (outcome instanceof ActorOutcome.Refused refused) {
      events.tell("not-activated", "actor", actor, "reason", refused.reason());
    }
  }

  private int end(Ending.Reason reason) {
    if (reason == Ending.Reason.SUPERSEDED) {
      return Rollcall.VIOLATION;
    }
    events.tell("leaving");
    member.leave().whenComplete((nothing, failure) -> ending.left());
    Optional<Ending.Reason> how = ending.await(leaveTimeout);
    if (how.equals(Optional.of(Ending.Reason.LEFT))) {
      events.tell("gone");
      return Rollcall.VERIFIED;
    }
    events.tell("ended-without-leaving", "reason",
        how.isPresent() ? "asked a second time" : "leaving took longer than " + leaveTimeout.toSeconds() + " s");
    return Rollcall.VIOLATION;
  }
}
