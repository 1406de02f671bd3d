package dev.rollcall.conformance.tlc.engine;

import java.util.ArrayList;
import java.util.List;
import tlc2.tool.Action;
import tlc2.tool.INextStateFunctor;
import tlc2.tool.TLCState;
import tlc2.tool.impl.FastTool;

/**
 * The successors of one state on their way from TLC's next-state relation to its worker. They are gathered
 * here, and whoever listens hears of them when TLC has them all: each of the two works on for a while before
 * the other takes the processor's caches. The listener hears also of those that a CONSTRAINT excludes, of
 * which TLC tells nobody, and of the end. One a worker, used by its thread only.
 */
public final class Expansion implements INextStateFunctor {
  private static final ThreadLocal<Expansion> MINE = ThreadLocal.withInitial(Expansion::new);

  // One engine serves one run, and each has a copy of this class.
  private static volatile CountingWriter writer;

  /** What the worker made of a successor: it says so while the successor is added. */
  private enum Finding {
    EXCLUDED, KNOWN, NEW
  }

  private record Successor(Action action, TLCState state, Finding finding, long fingerprint) {}

  private final List<Successor> successors = new ArrayList<>();
  private INextStateFunctor worker;
  private Finding finding;
  private long fingerprint;

  private Expansion() {}

  /** Has what is heard from now on go to this writer. */
  static void reportTo(CountingWriter target) {
    writer = target;
  }

  /** In place of the call that a worker makes for each state. */
  public static boolean getNextStates(FastTool tool, INextStateFunctor worker, TLCState state) {
    CountingWriter target = writer;
    return target.isHeard()
        ? MINE.get().expand(target, tool, worker, state)
        : tool.getNextStates(worker, state);
  }

  private boolean expand(CountingWriter target, FastTool tool, INextStateFunctor to, TLCState state) {
    worker = to;
    successors.clear();
    boolean over = true;
    try {
      boolean stops = tool.getNextStates(this, state);
      if (!stops) {
        report(target, state);
      }
      over = stops;
      return stops;
    } finally {
      if (over) {
        target.unreported().giveUp();
      }
    }
  }

  private void report(CountingWriter target, TLCState state) {
    TlcStateHandle from = target.handle(state);
    if (!target.unreported().await(from.fingerprint())) {
      return;
    }
    for (Successor successor : successors) {
      TlcStateHandle to = from.successor(successor.state);
      switch (successor.finding) {
        case EXCLUDED -> target.excluded(from, to, successor.action);
        case KNOWN -> target.known(from, to, successor.action);
        case NEW -> target.found(from, to.withFingerprint(successor.fingerprint), successor.action);
      }
    }
    target.expanded(from);
  }

  /** The successor that this thread adds counts, but is known. */
  static void writtenKnown() {
    MINE.get().finding = Finding.KNOWN;
  }

  /** The successor that this thread adds counts, and is new. */
  static void writtenNew(long fingerprint) {
    Expansion expansion = MINE.get();
    expansion.finding = Finding.NEW;
    expansion.fingerprint = fingerprint;
  }

  @Override
  public Object addElement(TLCState state) {
    return worker.addElement(state);
  }

  @Override
  public Object addElement(TLCState state, Action action, TLCState successor) {
    finding = Finding.EXCLUDED;
    Object result = worker.addElement(state, action, successor);
    successors.add(new Successor(action, successor, finding, fingerprint));
    return result;
  }
}
