package dev.rollcall.conformance.tlc.engine;

import dev.rollcall.conformance.tlc.ActionLabel;
import dev.rollcall.conformance.tlc.StateHandle;
import dev.rollcall.conformance.trace.Value;
import java.util.List;
import java.util.Map;
import tlc2.tool.ITool;
import tlc2.tool.TLCState;

/** A state that stays TLC's until someone wants to see it. */
record TlcStateHandle(TLCState state, ITool tool, ActionTable actions) implements StateHandle {
  @Override
  public long fingerprint() {
    return state.fingerPrint();
  }

  @Override
  public Map<String, Value> values() {
    return ValueConverter.state(state);
  }

  @Override
  public List<ActionLabel> enabled() {
    return actions.enabled(tool, state);
  }
}
