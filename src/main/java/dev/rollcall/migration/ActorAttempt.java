package dev.rollcall.migration;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.protocol.Attempt;
import dev.rollcall.protocol.ClockReading;
import dev.rollcall.protocol.Guard;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.schema.PlacementRecord;
import dev.rollcall.protocol.schema.Placements;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.protocol.schema.WritablePlacements;
import dev.rollcall.store.Transaction;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One try of one action on actors: what its guards may read and its effect may change. Not thread-safe; lives as long
 * as its transaction.
 */
public final class ActorAttempt extends Attempt {
  private final Subject subject;
  private final WritablePlacements placements;

  /**
   * What an action is about.
   *
   * @param targets the actors, each with the node that it is to be at
   * @param epoch in which the acting process runs, or ran, the one actor; 0 if that does not matter
   */
  record Subject(SortedMap<ActorId, NodeId> targets, long epoch) {
    static Subject of(ActorId actor, NodeId node, long epoch) {
      return new Subject(new TreeMap<>(Map.of(actor, node)), epoch);
    }
  }

  ActorAttempt(NodeContext context, ProcessState process, Subject subject, Transaction transaction, ClockReading now) {
    super(context, process, null, Registry.writable(transaction, context.keys()), now);
    this.subject = subject;
    this.placements = Placements.writable(transaction, context.keys());
  }

  /** A guard of an action on actors. */
  static Guard guard(String name, Refusal refusal, Predicate<ActorAttempt> test) {
    return new Guard(name, refusal, attempt -> test.test((ActorAttempt) attempt));
  }

  public WritablePlacements placements() {
    return placements;
  }

  /** The actors that the action is about. */
  public Set<ActorId> actors() {
    return subject.targets().keySet();
  }

  /** The actor, for an action that is about one. */
  public ActorId actor() {
    return subject.targets().firstKey();
  }

  /** Where the actor of {@link #actor} is placed. */
  public PlacementRecord placement() {
    return placements.placement(actor());
  }

  /** In which the acting process runs, or ran, the one actor; 0 if that does not matter. */
  public long epoch() {
    return subject.epoch();
  }

  /** The nodes that the actors are to be at. */
  public Map<ActorId, NodeId> targets() {
    return subject.targets();
  }

  /** The acting process. */
  public ActorHost host() {
    return new ActorHost(self(), process().incarnation());
  }

  /** Where the actors of this action are placed now, its own effect included. */
  SortedMap<ActorId, PlacementRecord> placed() {
    SortedMap<ActorId, PlacementRecord> placed = new TreeMap<>();
    actors().forEach(actor -> placed.put(actor, placements.placement(actor)));
    return placed;
  }
}
