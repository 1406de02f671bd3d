package dev.rollcall.protocol;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.schema.JournalEvent;
import dev.rollcall.protocol.schema.Receipt;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.protocol.schema.WritableRegistry;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An action of the protocol: its guards are checked and its effect is written in one transaction. A
 * subclass bears the name of its TLA+ action and holds no state, so one instance serves all processes
 * and threads.
 */
public abstract class ProtocolAction {
  private final String name = getClass().getSimpleName();
  private final List<Guard> guards;

  /**
   * @param guards checked in this order; the first that does not hold gives the refusal
   */
  protected ProtocolAction(List<Guard> guards) {
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

  /** Whether the action does something for a process that cannot reach the store. */
  public boolean actsWithoutStore() {
    return false;
  }

  /** Every refusal that a single process can meet, whatever others do at the same time. */
  public final Set<Refusal> refusals() {
    Set<Refusal> refusals = EnumSet.of(refusalWithoutStore());
    guards.forEach(guard -> refusals.add(guard.refusal()));
    return refusals;
  }

  /** Whether the action is about another node, its target. */
  public boolean hasTarget() {
    return false;
  }

  /**
   * Tries the action once.
   *
   * @param process the state of the process that acts
   * @param target the node the action is about; null if it has none
   * @return what became of it; ordinary refusals are outcomes, not exceptions
   * @throws IllegalArgumentException if a target is missing, not wanted, or the node itself
   * @throws dev.rollcall.protocol.schema.DamagedValueException if the store holds what cannot be read
   */
  public final StepOutcome perform(NodeContext context, ProcessState process, NodeId target) {
    return attempt(context, process, target, null, null);
  }

  /**
   * One transaction.
   *
   * @param earlier an attempt of unknown outcome that this one is to settle; null if there is none
   */
  final StepOutcome attempt(
      NodeContext context, ProcessState process, NodeId target, StepOutcome.OutcomeUnknown earlier,
      Settlement settlement) {
    requireTarget(context.self(), target);
    // Read before the transaction begins: a lease must never outlast what others take it to be.
    ClockReading now = context.reading();
    try (Transaction transaction = context.store().begin(context.config().stepTimeout())) {
      WritableRegistry registry = Registry.writable(transaction, context.keys());
      Attempt attempt = new Attempt(context, process, target, registry, now);
      if (earlier != null && settlement.wasApplied(attempt, earlier)) {
        return performed(context, earlier.before(), earlier.ifApplied());
      }
      Optional<Refusal> refusal = Guard.firstRefusal(guards, attempt);
      if (refusal.isPresent()) {
        return new StepOutcome.Refused(refusal.get(), process);
      }
      ProcessState next = effect(attempt);
      Receipt receipt = isRepeatable() || !registry.hasWrites() ? null : leaveReceipt(attempt);
      if (registry.hasWrites()) {
        context.journal().append(transaction, context.keys(), () -> event(attempt, next));
      }
      return outcome(transaction.commit(), context, process, next, receipt);
    } catch (StoreUnavailableException e) {
      return earlier != null ? earlier : storeUnavailable(process, now);
    }
  }

  private JournalEvent event(Attempt attempt, ProcessState next) {
    return new JournalEvent(
        attempt.context().wallClock().millis(), name, attempt.self(), attempt.process().incarnation(),
        next.incarnation(), Optional.ofNullable(attempt.target()), attempt.registry().changes());
  }

  private static Receipt leaveReceipt(Attempt attempt) {
    Receipt receipt = new Receipt(attempt.context().tokens().get());
    attempt.registry().putReceipt(attempt.self(), receipt);
    return receipt;
  }

  /**
   * Whether the action, applied twice, comes to the same as once, so that it needs no receipt: after an unknown
   * outcome it is simply done again.
   */
  public boolean isRepeatable() {
    return false;
  }

  /** Writes the effect and returns the state of the process once it is committed. */
  protected abstract ProcessState effect(Attempt attempt);

  /** What the action comes to when the store cannot be reached; nothing was written. */
  protected StepOutcome storeUnavailable(ProcessState process, ClockReading now) {
    return new StepOutcome.Refused(refusalWithoutStore(), process);
  }

  /** What the action answers a process that cannot reach the store. */
  protected Refusal refusalWithoutStore() {
    return Refusal.STORE_UNAVAILABLE;
  }

  /**
   * The state of a process whose action may or may not have taken effect: it claims what holds in both cases.
   * Whoever drives the protocol must show this state from before the action until its outcome is known:
   * a resignation takes effect in the store before the reply arrives.
   */
  public ProcessState underWay(ProcessState before) {
    return before;
  }

  private StepOutcome outcome(
      CommitOutcome outcome, NodeContext context, ProcessState before, ProcessState after, Receipt receipt) {
    if (outcome instanceof CommitOutcome.Committed) {
      return performed(context, before, after);
    } else if (outcome instanceof CommitOutcome.Conflict) {
      return new StepOutcome.Refused(Refusal.CONFLICT, before);
    }
    return new StepOutcome.OutcomeUnknown(underWay(before), before, after, receipt);
  }

  private StepOutcome performed(NodeContext context, ProcessState before, ProcessState after) {
    return new StepOutcome.Performed(answered(before, after, context.reading()));
  }

  /**
   * The state of the process once the store has said that the action took effect.
   *
   * @param now the clocks, read after the store's answer
   */
  protected ProcessState answered(ProcessState before, ProcessState after, ClockReading now) {
    return after.following(before, now);
  }

  private void requireTarget(NodeId self, NodeId target) {
    if (hasTarget() != (target != null)) {
      throw new IllegalArgumentException(name() + (hasTarget() ? " needs a target" : " has no target"));
    }
    if (self.equals(target)) {
      throw new IllegalArgumentException(name() + " is about another node, not about " + self + " itself");
    }
  }
}
