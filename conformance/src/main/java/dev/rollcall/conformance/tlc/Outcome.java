package dev.rollcall.conformance.tlc;

import java.util.List;
import java.util.Optional;

/** How a run ended. */
public sealed interface Outcome {

  /** Every state within the model's bounds was explored and no property is violated. */
  record Passed() implements Outcome {}

  /**
   * A property does not hold.
   *
   * @param property its name as in the configuration; {@code "Deadlock"} for a deadlock, the formula
   *     or the name of the module for an assumption
   */
  record Violated(Kind kind, String property, Counterexample counterexample) implements Outcome {}

  /** What sort of property was violated. */
  enum Kind {
    /** A state predicate, listed as INVARIANT or as a PROPERTY of the form {@code []P}. */
    INVARIANT,
    /** A PROPERTY of the form {@code [][A]_v}: the last step violates it. */
    ACTION_PROPERTY,
    /** A temporal formula: the counterexample is infinite, by its loop or its stuttering. */
    TEMPORAL,
    /** A PROPERTY that is a whole specification; which of its parts fails shows in the trace. */
    REFINEMENT,
    /** A state without successor. */
    DEADLOCK,
    /** An ASSUME that is false for the constants of the configuration. */
    ASSUMPTION
  }

  /**
   * The spec cannot be checked: it does not parse, a module or a constant is missing, the
   * configuration is wrong, or an expression cannot be evaluated in a state.
   *
   * @param file name of the file at fault, where known
   * @param line 1-based, 0 where unknown
   * @param column 1-based, 0 where unknown
   * @param trace the states up to the evaluation that failed; empty for other errors
   */
  record SpecError(String message, Optional<String> file, int line, int column, List<TraceStep> trace)
      implements Outcome {}

  /** The time limit was reached first: nothing is known about the rest. */
  record TimedOut() implements Outcome {}

  /** The caller cancelled the run: nothing is known about the rest. */
  record Cancelled() implements Outcome {}
}
