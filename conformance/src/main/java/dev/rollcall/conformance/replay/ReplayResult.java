package dev.rollcall.conformance.replay;

import dev.rollcall.conformance.replay.StepCheck.Mismatch;
import dev.rollcall.conformance.trace.TraceState;
import java.util.List;
import java.util.Optional;

/** What replaying one trace showed. Immutable. */
public sealed interface ReplayResult {

  /** The number of steps that were performed and agreed with the spec. */
  int steps();

  /**
   * Every step agreed, and whatever the spec disables was refused where the trace says what that is.
   *
   * @param refusals tries of disabled steps, all refused; 0 if the trace does not say what is enabled
   */
  record Conforms(int steps, long refusals) implements ReplayResult {

    /** A trace that does not say what is enabled, so that nothing was tried. */
    public Conforms(int steps) {
      this(steps, 0);
    }
  }

  /**
   * The implementation left the spec's behaviour.
   *
   * @param step the index of the state that was not reached as the spec has it, 0 being the start; or
   *     of the state, reached well, in which a disabled step was tried
   * @param kind how it diverged
   * @param expected the spec's state at that index, with the action that leads to it
   * @param tried the step that was tried in that state, disabled or with a failing store, if that made the
   *     difference
   * @param details what was seen
   */
  record Diverged(
      int step, Kind kind, TraceState expected, Optional<ActionInstance> tried, Details details)
      implements ReplayResult {

    /** A divergence on the trace's own way. */
    public Diverged(int step, Kind kind, TraceState expected, Details details) {
      this(step, kind, expected, Optional.empty(), details);
    }

    /** A divergence on the way to this state. */
    public static Diverged at(TraceState state, Mismatch mismatch) {
      return new Diverged(state.index(), mismatch.kind(), state, mismatch.details());
    }

    /** A divergence at a step that was tried in this state, off the trace's way. */
    public static Diverged trying(ActionInstance tried, TraceState in, Mismatch mismatch) {
      return new Diverged(in.index(), mismatch.kind(), in, Optional.of(tried), mismatch.details());
    }

    @Override
    public int steps() {
      return tried.isPresent() ? step : Math.max(0, step - 1);
    }

    /** Whether another divergence is the same failure, met perhaps at another step. */
    boolean resembles(Diverged other) {
      return kind == other.kind
          && tried.isPresent() == other.tried.isPresent()
          && failingAction().equals(other.failingAction());
    }

    private String failingAction() {
      return tried.map(ActionInstance::action).orElse(expected.action());
    }
  }

  /** Ways to diverge; where several hold, the first one listed. */
  enum Kind {
    /** The spec performs the step; production refuses it. */
    REFUSED,
    /** Production threw, performing a step of the trace or refusing one that the spec disables. */
    CRASHED,
    /** Production performs the step and reaches another state. */
    STATE_DIFFERS,
    /** The states agree, but production's own objects break a property. */
    INVARIANT_VIOLATED,
    /** The spec disables the step; production performs it. */
    PERFORMED_THOUGH_DISABLED,
    /** The spec disables the step and production refuses it, but does not stay as it was. */
    CHANGED_THOUGH_REFUSED,
    /** The states agree, but what production remembers depends on the way it came. */
    HIDDEN_STATE_DIFFERS,
    /** After an unknown outcome and its settling, production is not where one execution leads. */
    NOT_ONE_EXECUTION,
    /** A step that failed under way did not leave production as it was. */
    TORN
  }

  /**
   * What was seen at a divergence.
   *
   * @param reason why production refused; empty unless it did
   * @param differences the variables that differ; where a disabled step was tried, the spec's state is
   *     the one before the try
   * @param violations the properties that production breaks
   * @param crash what production threw, with its stack trace
   * @param note what else is to be said; empty if nothing
   */
  record Details(
      String reason,
      List<VariableDifference> differences,
      List<InvariantViolation> violations,
      Optional<Throwable> crash,
      String note) {

    public Details(
        String reason,
        List<VariableDifference> differences,
        List<InvariantViolation> violations,
        Optional<Throwable> crash) {
      this(reason, differences, violations, crash, "");
    }

    public Details withNote(String text) {
      return new Details(reason, differences, violations, crash, text);
    }

    public Details {
      differences = List.copyOf(differences);
      violations = List.copyOf(violations);
    }

    static Details refused(String reason) {
      return new Details(reason, List.of(), List.of(), Optional.empty());
    }

    /** Rethrows what says nothing about production, such as memory running out. */
    static Details crashed(Throwable crash) {
      if (crash instanceof VirtualMachineError error && !(crash instanceof StackOverflowError)) {
        throw error;
      }
      return new Details("", List.of(), List.of(), Optional.of(crash));
    }
  }
}
