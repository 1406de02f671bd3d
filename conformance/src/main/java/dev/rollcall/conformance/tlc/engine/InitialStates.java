package dev.rollcall.conformance.tlc.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import tlc2.output.EC;
import tlc2.tool.IStateFunctor;
import tlc2.tool.ITool;
import tlc2.tool.TLCState;

/** Queues the initial states, up to the first that is wrong. */
final class InitialStates implements IStateFunctor {
  private final ITool tool;
  private final StateServer server;
  private long generated;
  private long distinct;
  private Finding finding;

  InitialStates(ITool tool, StateServer server) {
    this.tool = tool;
    this.server = server;
  }

  /**
   * Computes them.
   *
   * @throws Finding if a property does not hold in one, or cannot be evaluated
   */
  void queue() throws Finding {
    tool.getInitStates(this);
    if (finding != null) {
      throw finding;
    }
  }

  /** TLC computes them all, whatever this returns. */
  @Override
  public Object addElement(TLCState state) {
    generated++;
    try {
      if (finding == null) {
        add(state);
      }
    } catch (Finding e) {
      finding = e;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write what TLC finds", e);
    } catch (RuntimeException | StackOverflowError e) {
      finding = new Finding(EC.GENERAL, SpecErrors.message(e), state, null);
    }
    return this;
  }

  private void add(TLCState state) throws Finding, IOException {
    if (!tool.isGoodState(state)) {
      throw new Finding(EC.GENERAL, "an initial state leaves a variable without value", state, null);
    }
    if (!tool.isInModel(state)) {
      new Properties(tool).checkInitial(state);
    } else if (server.addInitial(state)) {
      distinct++;
      new Properties(tool).checkInitial(state);
    }
  }

  long generated() {
    return generated;
  }

  long distinct() {
    return distinct;
  }
}
