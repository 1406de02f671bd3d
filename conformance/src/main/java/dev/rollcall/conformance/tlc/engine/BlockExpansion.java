package dev.rollcall.conformance.tlc.engine;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import tlc2.output.EC;
import tlc2.tool.Action;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.TLCStateVec;
import tlc2.tool.impl.FastTool;
import tlc2.util.BitVector;
import tlc2.util.LongVec;

/** Expands one block of states. Used once, by one thread. */
final class BlockExpansion {
  private record Step(TLCState from, TLCState to) {}

  private final FastTool tool;
  private final ActionTable actions;
  private final Properties properties;
  private final Hub hub;
  private final boolean deadlock;
  private final long start = System.currentTimeMillis();
  private final long[] taken;
  // In the order of their fingerprints, in which the server looks them up best.
  private final Map<Long, Step> found = new TreeMap<>();
  private long generated;
  // What is being looked at, for an error that says nothing of it.
  private TLCState from;
  private TLCState to;

  BlockExpansion(LoadedSpec spec, ActionTable actions, Hub hub, boolean deadlock) {
    this.tool = spec.tool();
    this.actions = actions;
    this.properties = new Properties(tool);
    this.hub = hub;
    this.deadlock = deadlock;
    this.taken = new long[actions.size()];
  }

  /**
   * Checks the steps from these states, and the states they lead to that nobody knows yet.
   *
   * @throws IOException if the server cannot be asked which these are
   */
  Block of(TLCState[] states) throws Finding, IOException {
    try {
      for (TLCState state : states) {
        expand(state);
      }
      return block();
    } catch (RuntimeException | StackOverflowError e) {
      throw new Finding(EC.GENERAL, SpecErrors.message(e), from, to);
    }
  }

  private void expand(TLCState state) throws Finding {
    from = state;
    long before = generated;
    for (Action action : tool.getActions()) {
      to = null;
      StateVec successors = tool.getNextStates(action, state);
      for (int i = 0; i < successors.size(); i++) {
        to = successors.elementAt(i);
        step(action);
      }
    }
    if (deadlock && generated == before) {
      throw new Finding(EC.TLC_DEADLOCK_REACHED, "", state, null);
    }
  }

  private void step(Action action) throws Finding {
    generated++;
    if (!tool.isGoodState(to)) {
      throw new Finding(EC.GENERAL,
          "action " + actions.label(action).action() + " leaves a variable without value", from, null);
    }
    to.setPredecessor(from);
    properties.checkStep(from, to);
    if (tool.isInModel(to) && tool.isInActions(from, to)) {
      taken[actions.indexOf(action)]++;
      found.putIfAbsent(to.fingerPrint(), new Step(from, to));
    } else {
      properties.checkState(from, to);
    }
  }

  private Block block() throws Finding, IOException {
    LongVec fingerprints = new LongVec();
    found.keySet().forEach(fingerprints::addElement);
    BitVector unseen = hub.unseen(fingerprints);
    TLCStateVec newStates = new TLCStateVec();
    LongVec newFingerprints = new LongVec();
    for (int i = 0; i < fingerprints.size(); i++) {
      if (unseen.get(i)) {
        Step step = found.get(fingerprints.elementAt(i));
        from = step.from;
        to = step.to;
        properties.checkState(from, to);
        // By this the server finds the way back.
        to.uid = from.uid;
        newStates.addElement(to);
        newFingerprints.addElement(fingerprints.elementAt(i));
      }
    }
    return new Block(newStates, newFingerprints, System.currentTimeMillis() - start, generated, taken);
  }
}
