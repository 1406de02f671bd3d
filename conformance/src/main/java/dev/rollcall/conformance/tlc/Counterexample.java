package dev.rollcall.conformance.tlc;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A behaviour that violates a property: every step is a real step of the spec between the two states
 * shown, also under symmetry, where TLC's own printed trace need not be one.
 *
 * @param steps the states, the initial one first; empty for a violated assumption
 * @param loopStart for a temporal property: index of the state to which the last one leads back
 * @param stuttering for a temporal property: whether the last state is repeated for ever
 * @param loopLabel the action that leads back, when there is a loop
 */
public record Counterexample(
    List<TraceStep> steps, OptionalInt loopStart, boolean stuttering, Optional<ActionLabel> loopLabel) {

  public Counterexample {
    steps = List.copyOf(steps);
  }

  /** A finite behaviour. */
  public static Counterexample of(List<TraceStep> steps) {
    return new Counterexample(steps, OptionalInt.empty(), false, Optional.empty());
  }
}
