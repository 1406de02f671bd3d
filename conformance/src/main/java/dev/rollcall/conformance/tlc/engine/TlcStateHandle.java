package dev.rollcall.conformance.tlc.engine;

import dev.rollcall.conformance.tlc.ActionLabel;
import dev.rollcall.conformance.tlc.StateHandle;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.conformance.trace.VariableMap;
import java.util.ArrayList;
import java.util.List;
import tlc2.tool.Action;
import tlc2.tool.ITool;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.value.IValue;

/** A state that stays TLC's until someone wants to see it. */
final class TlcStateHandle implements StateHandle {
  private final TLCState state;
  private final ITool tool;
  private final ActionTable actions;
  private TlcStateHandle source;
  private VariableMap values;
  private long fingerprint;
  private boolean hasFingerprint;

  /**
   * @param source the state it follows from, to which TLC's values are compared; null if there is none
   */
  TlcStateHandle(TLCState state, TlcStateHandle source, ITool tool, ActionTable actions) {
    this.state = state;
    this.source = source;
    this.tool = tool;
    this.actions = actions;
  }

  TlcStateHandle successor(TLCState to) {
    return new TlcStateHandle(to, this, tool, actions);
  }

  /** The same handle, told what TLC would compute again: under symmetry that takes all permutations. */
  synchronized TlcStateHandle withFingerprint(long computed) {
    fingerprint = computed;
    hasFingerprint = true;
    return this;
  }

  @Override
  public synchronized long fingerprint() {
    return hasFingerprint ? fingerprint : withFingerprint(state.fingerPrint()).fingerprint;
  }

  @Override
  public synchronized VariableMap values() {
    if (values == null) {
      values = source == null ? ValueConverter.state(state, actions) : changed(source.values());
      // Else a state that is kept would keep all that led to it.
      source = null;
    }
    return values;
  }

  /** TLC shares the values that a step leaves unchanged, which are most. */
  private VariableMap changed(VariableMap before) {
    Value[] converted = new Value[before.size()];
    for (int i = 0; i < converted.length; i++) {
      IValue value = state.lookup(actions.variable(i));
      converted[i] = value == source.state.lookup(actions.variable(i))
          ? before.value(i)
          : actions.shared(value);
    }
    return new VariableMap(before.names(), converted);
  }

  @Override
  public List<ActionLabel> enabled() {
    return actions.enabled(tool, state);
  }

  @Override
  public List<StateHandle> successors(ActionLabel label) {
    List<StateHandle> found = new ArrayList<>();
    for (Action action : tool.getActions()) {
      if (actions.label(action).equals(label)) {
        StateVec successors = tool.getNextStates(action, state);
        for (int i = 0; i < successors.size(); i++) {
          found.add(successor(successors.elementAt(i)));
        }
      }
    }
    return found;
  }
}
