package dev.rollcall.conformance.tlc.engine;

import tlc2.output.EC;
import tlc2.tool.Action;
import tlc2.tool.ITool;
import tlc2.tool.TLCState;

/**
 * The properties of a spec, evaluated when TLC's checker in one process would. TLC's own distributed worker
 * does not: it leaves out the steps that lead to states it knows, and so most of what an action property is
 * about. Thread-safe.
 */
record Properties(ITool tool) {
  /** Those of a step, new target or not, also of one that a CONSTRAINT excludes. */
  void checkStep(TLCState from, TLCState to) throws Finding {
    Action[] formulas = tool.getImpliedActions();
    for (int i = 0; i < formulas.length; i++) {
      if (!tool.isValid(formulas[i], from, to)) {
        throw new Finding(EC.TLC_ACTION_PROPERTY_VIOLATED_BEHAVIOR, tool.getImpliedActNames()[i], from, to);
      }
    }
  }

  /** Those of a state that was not known before. */
  void checkState(TLCState from, TLCState to) throws Finding {
    int violated = violatedInvariant(to);
    if (violated >= 0) {
      throw new Finding(EC.TLC_INVARIANT_VIOLATED_BEHAVIOR, tool.getInvNames()[violated], from, to);
    }
  }

  /** Those of an initial state. */
  void checkInitial(TLCState state) throws Finding {
    int violated = violatedInvariant(state);
    if (violated >= 0) {
      throw new Finding(EC.TLC_INVARIANT_VIOLATED_INITIAL, tool.getInvNames()[violated], state, null);
    }
    Action[] formulas = tool.getImpliedInits();
    for (int i = 0; i < formulas.length; i++) {
      if (!tool.isValid(formulas[i], state)) {
        throw new Finding(EC.TLC_PROPERTY_VIOLATED_INITIAL, tool.getImpliedInitNames()[i], state, null);
      }
    }
  }

  private int violatedInvariant(TLCState state) {
    Action[] invariants = tool.getInvariants();
    for (int i = 0; i < invariants.length; i++) {
      if (!tool.isValid(invariants[i], state)) {
        return i;
      }
    }
    return -1;
  }
}
