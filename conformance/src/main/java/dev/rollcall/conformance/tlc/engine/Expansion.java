package dev.rollcall.conformance.tlc.engine;

import tlc2.tool.Action;
import tlc2.tool.INextStateFunctor;
import tlc2.tool.TLCState;
import tlc2.tool.impl.FastTool;

/**
 * The successors of one state on their way from TLC's next-state relation to its worker: whoever listens
 * hears also of those that a CONSTRAINT excludes, of which TLC tells nobody, and of the end. One a worker,
 * used by its thread only.
 */
public final class Expansion implements INextStateFunctor {
  private static final ThreadLocal<Expansion> MINE = ThreadLocal.withInitial(Expansion::new);

  // One engine serves one run, and each has a copy of this class.
  private static volatile CountingWriter writer;

  private INextStateFunctor worker;
  private TlcStateHandle from;
  private boolean written;

  private Expansion() {}

  /** Has what is heard from now on go to this writer. */
  static void reportTo(CountingWriter target) {
    writer = target;
  }

  /** In place of the call that a worker makes for each state. */
  public static boolean getNextStates(FastTool tool, INextStateFunctor worker, TLCState state) {
    CountingWriter target = writer;
    if (!target.isHeard()) {
      return tool.getNextStates(worker, state);
    }
    Expansion expansion = MINE.get();
    expansion.worker = worker;
    expansion.from = target.handle(state);
    boolean result = tool.getNextStates(expansion, state);
    target.expanded(expansion.from);
    return result;
  }

  /** The handle of the state that this thread expands, after the worker has found this successor to count. */
  static TlcStateHandle written() {
    Expansion expansion = MINE.get();
    expansion.written = true;
    return expansion.from;
  }

  @Override
  public Object addElement(TLCState state) {
    return worker.addElement(state);
  }

  @Override
  public Object addElement(TLCState state, Action action, TLCState successor) {
    written = false;
    Object result = worker.addElement(state, action, successor);
    if (!written) {
      writer.excluded(from, successor, action);
    }
    return result;
  }
}
