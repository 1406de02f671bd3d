package dev.rollcall.migration;

import dev.rollcall.ActorId;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.Guard;
import dev.rollcall.protocol.Guards;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.Refusal;
import java.util.List;

/**
 * A process begins to run an actor that has no host, or that was placed at it before. Repeatable: done twice, it comes
 * to the same.
 *
 * <p>TLA+: {@code ActivateActor}.
 */
public final class ActivateActor extends ActorAction {
  public static final List<Guard> GUARDS = List.of(
      Guards.OWNS_RECORD,
      Guards.state("active", NodeState.ACTIVE),
      Guards.LEASE,
      ActorAttempt.guard("placed", Refusal.PLACED_ELSEWHERE,
          a -> a.placement().isVacant() || a.placement().isAt(a.host())));

  public ActivateActor() {
    this(GUARDS);
  }

  public ActivateActor(List<Guard> guards) {
    super(guards);
  }

  /**
   * Tries the action once. {@link HostedActors#activate} does so and keeps what came of it.
   *
   * @throws dev.rollcall.protocol.schema.DamagedValueException if the store holds what cannot be read
   */
  public ActorOutcome perform(NodeContext context, ProcessState process, ActorId actor) {
    return attempt(context, process, ActorAttempt.Subject.of(actor, context.self(), 0));
  }

  @Override
  void effect(ActorAttempt attempt) {
    if (!attempt.placement().isAt(attempt.host())) {
      attempt.placements().place(attempt.actor(), attempt.host());
    } else if (attempt.placements().isArriving(attempt.host(), attempt.actor())) {
      attempt.placements().arrive(attempt.actor(), attempt.host());
    }
  }
}
