package dev.rollcall.migration;

import dev.rollcall.ActorId;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.Guard;
import dev.rollcall.protocol.Guards;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.schema.PlacementRecord;
import java.util.List;

/**
 * A process that has stopped an actor leaves it without a host. It has to stop before the transaction begins: another
 * may run the actor as soon as it commits. Repeatable: an actor that was vacated in the epoch in which the process ran
 * it counts as done.
 *
 * <p>TLA+: {@code DeactivateActor}.
 */
public final class DeactivateActor extends ActorAction {
  public static final List<Guard> GUARDS = List.of(
      Guards.OWNS_RECORD,
      Guards.state("alive", NodeState.JOINING, NodeState.ACTIVE, NodeState.LEAVING),
      ActorAttempt.guard("placed", Refusal.NOT_PLACED_HERE, DeactivateActor::isOrWasPlacedHere));

  public DeactivateActor() {
    this(GUARDS);
  }

  public DeactivateActor(List<Guard> guards) {
    super(guards);
  }

  /**
   * Tries the action once. {@link HostedActors#deactivate} does so, stops the actor before, and keeps what came of it.
   *
   * @param epoch in which the process ran the actor; 0 if it did not, which is refused
   * @throws dev.rollcall.protocol.schema.DamagedValueException if the store holds what cannot be read
   */
  public ActorOutcome perform(NodeContext context, ProcessState process, ActorId actor, long epoch) {
    return attempt(context, process, ActorAttempt.Subject.of(actor, context.self(), epoch));
  }

  @Override
  void effect(ActorAttempt attempt) {
    if (!attempt.placement().isVacant()) {
      attempt.placements().vacate(attempt.actor());
    }
  }

  private static boolean isOrWasPlacedHere(ActorAttempt attempt) {
    PlacementRecord placement = attempt.placement();
    return attempt.epoch() > 0 && placement.epoch() == attempt.epoch()
        && (placement.isVacant() || placement.isAt(attempt.host()));
  }
}
