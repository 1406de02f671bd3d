package dev.rollcall.migration;

import dev.rollcall.protocol.ClockReading;
import dev.rollcall.protocol.Guard;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.schema.JournalEvent;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An action on actors: its guards are checked and its effect is written in one transaction. A subclass bears the name
 * of its TLA+ action and holds no state, so one instance serves all processes and threads.
 */
public abstract class ActorAction {
  private final String name = getClass().getSimpleName();
  private final List<Guard> guards;

  /**
   * @param guards checked in this order; the first that does not hold gives the refusal
   */
  ActorAction(List<Guard> guards) {
    this.guards = List.copyOf(guards);
  }

  /** The name of the action in the spec, in traces, in the journal and in coverage reports. */
  public final String name() {
    return name;
  }

  /** The conditions of the action, in the order in which they are checked. */
  public final List<Guard> guards() {
    return guards;
  }

  /** Every refusal that a single process can meet, whatever others do at the same time. */
  public final Set<Refusal> refusals() {
    Set<Refusal> refusals = EnumSet.of(Refusal.STORE_UNAVAILABLE);
    guards.forEach(guard -> refusals.add(guard.refusal()));
    return refusals;
  }

  /** One transaction. */
  final ActorOutcome attempt(NodeContext context, ProcessState process, ActorAttempt.Subject subject) {
    // Read before the transaction begins: a lease must never outlast what others take it to be.
    ClockReading now = context.reading();
    try (Transaction transaction = context.store().begin(context.config().stepTimeout())) {
      ActorAttempt attempt = new ActorAttempt(context, process, subject, transaction, now);
      Optional<Refusal> refusal = Guard.firstRefusal(guards, attempt);
      if (refusal.isPresent()) {
        return new ActorOutcome.Refused(refusal.get());
      }
      effect(attempt);
      attempt.placements().count();
      if (attempt.placements().hasWrites()) {
        context.journal().append(transaction, context.keys(), () -> event(attempt));
      }
      return outcome(transaction.commit(), attempt);
    } catch (StoreUnavailableException e) {
      return new ActorOutcome.Refused(Refusal.STORE_UNAVAILABLE);
    }
  }

  /** Writes the effect. */
  abstract void effect(ActorAttempt attempt);

  private JournalEvent event(ActorAttempt attempt) {
    long incarnation = attempt.process().incarnation();
    return new JournalEvent(attempt.context().wallClock().millis(), name, attempt.self(), incarnation, incarnation,
        Optional.empty(), attempt.placements().changes());
  }

  private static ActorOutcome outcome(CommitOutcome outcome, ActorAttempt attempt) {
    if (outcome instanceof CommitOutcome.Committed) {
      return new ActorOutcome.Performed(attempt.placed());
    } else if (outcome instanceof CommitOutcome.Conflict) {
      return new ActorOutcome.Refused(Refusal.CONFLICT);
    }
    return new ActorOutcome.OutcomeUnknown(attempt.placed());
  }
}
