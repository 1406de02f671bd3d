package dev.rollcall.protocol;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One condition of an action. Guards are values, so that an action's list of them can be read, reported
 * and varied. Immutable.
 *
 * @param name as in the spec's mutants: the mutant {@code MarkNodeFailed.quorum} drops the guard
 *     {@code quorum} of that action
 * @param refusal what the action answers when the condition does not hold
 * @param test the condition, on what the transaction reads and the process knows
 */
public record Guard(String name, Refusal refusal, Predicate<Attempt> test) {
  /** The refusal of the first of these, in their order, that does not hold. */
  public static Optional<Refusal> firstRefusal(List<Guard> guards, Attempt attempt) {
    for (Guard guard : guards) {
      if (!guard.test.test(attempt)) {
        return Optional.of(guard.refusal);
      }
    }
    return Optional.empty();
  }

  /** The opposite condition. */
  Guard not(String name, Refusal refusal) {
    return new Guard(name, refusal, test.negate());
  }
}
