package dev.rollcall.conformance.tlc.engine;

import dev.rollcall.conformance.tlc.ActionLabel;
import dev.rollcall.conformance.tlc.Counterexample;
import dev.rollcall.conformance.tlc.TraceStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiPredicate;
import tlc2.tool.Action;
import tlc2.tool.ITool;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;

/**
 * Turns the states that TLC shows into a behaviour with labels. Under symmetry the last state TLC
 * shows need not follow from the one before it, only from a permutation of that: then a successor with
 * the same fingerprint takes its place.
 */
final class Behaviours {
  /** A state and the action that led to it; no action for an initial state. */
  private record Step(TLCState state, Optional<ActionLabel> label) {}

  private final ITool tool;
  private final ActionTable actions;

  Behaviours(ITool tool, ActionTable actions) {
    this.tool = tool;
    this.actions = actions;
  }

  /** A finite counterexample; {@code violates} tells which of several possible last steps is meant. */
  List<TLCState> follow(List<TLCState> shown, BiPredicate<TLCState, TLCState> violates) {
    List<TLCState> states = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      boolean last = i == shown.size() - 1;
      TLCState from = i == 0 ? null : states.get(i - 1);
      BiPredicate<TLCState, TLCState> wanted = last ? violates : (a, b) -> true;
      states.add(from == null ? shown.get(i) : successor(from, shown.get(i), wanted).state);
    }
    return states;
  }

  List<TraceStep> label(List<TLCState> states) {
    List<TraceStep> steps = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      Optional<ActionLabel> label =
          i == 0
              ? Optional.empty()
              : successor(states.get(i - 1), states.get(i), (a, b) -> true).label;
      steps.add(
          new TraceStep(
              i == 0 ? TraceStep.INITIAL : label.map(ActionLabel::action).orElse("Stuttering"),
              label.map(ActionLabel::params).orElse(Map.of()),
              ValueConverter.state(states.get(i)), enabled(states.get(i))));
    }
    return steps;
  }

  /** A state whose successors cannot be evaluated is shown all the same: it may be what the trace is about. */
  private Optional<List<ActionLabel>> enabled(TLCState state) {
    try {
      return Optional.of(actions.enabled(tool, state));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  Counterexample lasso(List<TLCState> states, OptionalInt loopStart, boolean stuttering) {
    Optional<ActionLabel> back =
        loopStart.isPresent()
            ? successor(
                    states.get(states.size() - 1), states.get(loopStart.getAsInt()), (a, b) -> true)
                .label
            : Optional.empty();
    return new Counterexample(label(states), loopStart, stuttering, back);
  }

  private Step successor(
      TLCState from, TLCState shown, BiPredicate<TLCState, TLCState> wanted) {
    Step equal = null;
    Step similar = null;
    // A state that lacks a value for a variable cannot be fingerprinted; it is shown as it is.
    boolean complete = shown.allAssigned();
    long fingerprint = complete ? shown.fingerPrint() : 0;
    for (Action action : tool.getActions()) {
      StateVec successors = tool.getNextStates(action, from);
      for (int i = 0; i < successors.size(); i++) {
        TLCState to = successors.elementAt(i);
        if (!complete || !to.allAssigned()) {
          continue;
        }
        if (to.equals(shown) && equal == null) {
          equal = new Step(to, Optional.of(actions.label(action)));
        } else if (similar == null && to.fingerPrint() == fingerprint && wanted.test(from, to)) {
          similar = new Step(to, Optional.of(actions.label(action)));
        }
      }
    }
    if (equal != null) {
      return equal;
    }
    return similar != null ? similar : new Step(shown, Optional.empty());
  }
}
