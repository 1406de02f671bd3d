package dev.rollcall.migration;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.Guard;
import dev.rollcall.protocol.Guards;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.schema.PrimaryRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The primary gives actors whose hosts are gone to members: all of them, or none. Each target finds its actors among
 * its {@link Arrivals} and takes {@link ActivateActor}. Nothing is claimed by the process that acts, so nothing has to
 * be settled after an unknown outcome: who reads the placements again, and plans again, does no harm.
 *
 * <p>TLA+: {@code MigrateActors}.
 */
public final class MigrateActors extends ActorAction {
  /** The most actors that one transaction moves: what one event of the journal has room for. */
  public static final int MOST = 250;

  public static final List<Guard> GUARDS = List.of(
      ActorAttempt.guard("holder", Refusal.NOT_PRIMARY, MigrateActors::isHolderInOwnTerm),
      Guards.LEASE,
      Guards.QUORUM,
      ActorAttempt.guard("due", Refusal.NOT_DUE, MigrateActors::allAreDue),
      ActorAttempt.guard("target", Refusal.TARGET_NOT_ACTIVE, MigrateActors::allTargetsAreActive));

  public MigrateActors() {
    this(GUARDS);
  }

  public MigrateActors(List<Guard> guards) {
    super(guards);
  }

  /**
   * Tries the action once.
   *
   * @param moves actors, at least 1 and at most {@value #MOST}, each with the node it is to be at
   * @throws IllegalArgumentException if there are none or too many
   * @throws dev.rollcall.protocol.schema.DamagedValueException if the store holds what cannot be read
   */
  public ActorOutcome perform(NodeContext context, ProcessState process, Map<ActorId, NodeId> moves) {
    if (moves.isEmpty() || moves.size() > MOST) {
      throw new IllegalArgumentException("one transaction moves 1 to " + MOST + " actors, not " + moves.size());
    }
    return attempt(context, process, new ActorAttempt.Subject(new TreeMap<>(moves), 0));
  }

  @Override
  void effect(ActorAttempt attempt) {
    attempt.targets().forEach((actor, node) -> attempt.placements().move(actor,
        new ActorHost(node, attempt.registry().record(node).incarnation())));
  }

  /** Who is the holder owns its record, as whoever supersedes a process clears its office. */
  private static boolean isHolderInOwnTerm(ActorAttempt attempt) {
    PrimaryRecord primary = attempt.registry().primary();
    return attempt.process().believesPrimary() && primary.term() == attempt.process().primaryTerm()
        && primary.holder().filter(h -> new ActorHost(h.node(), h.incarnation()).equals(attempt.host())).isPresent();
  }

  private static boolean allAreDue(ActorAttempt attempt) {
    attempt.placements().read(attempt.actors());
    return attempt.actors().stream().allMatch(actor -> attempt.placements().placement(actor).host()
        .filter(host -> !attempt.registry().isActive(host)).isPresent());
  }

  private static boolean allTargetsAreActive(ActorAttempt attempt) {
    return attempt.targets().values().stream()
        .allMatch(node -> attempt.registry().state(node) == NodeState.ACTIVE);
  }
}
