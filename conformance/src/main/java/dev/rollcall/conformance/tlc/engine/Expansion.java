package dev.rollcall.conformance.tlc.engine;

import java.util.ArrayList;
import java.util.List;
import tlc2.tool.Action;
import tlc2.tool.INextStateFunctor;
import tlc2.tool.TLCState;
import tlc2.tool.impl.FastTool;
import tlc2.tool.queue.IStateQueue;

/**
 * Successors on their way from TLC's next-state relation to its worker. They are gathered here, and whoever
 * listens hears of them afterwards: each of the two works on for a while before the other takes the
 * processor's caches. The listener hears also of those that a CONSTRAINT excludes, of which TLC tells nobody,
 * and of the end of each state. One a worker, used by its thread only.
 *
 * <p>A single worker gathers those of many states. Of several, each reports state by state: they wait for one
 * another.
 */
public final class Expansion implements INextStateFunctor {
  private static final int ENOUGH = 1000;
  private static final ThreadLocal<Expansion> MINE = ThreadLocal.withInitial(Expansion::new);

  // One engine serves one run, and each has a copy of this class.
  private static volatile CountingWriter writer;
  private static volatile IStateQueue onlyWorkersQueue;

  /** What the worker made of a successor: it says so while the successor is added. */
  private enum Finding {
    EXCLUDED, KNOWN, NEW
  }

  private record Successor(Action action, TLCState state, Finding finding, long fingerprint) {}

  /** A state all of whose successors are known: those up to {@code end} that belong to none before. */
  private record Expanded(TLCState state, int end) {}

  private final List<Successor> successors = new ArrayList<>();
  private final List<Expanded> expanded = new ArrayList<>();
  private INextStateFunctor worker;
  private Finding finding;
  private long fingerprint;

  private Expansion() {}

  /** Has what is heard from now on go to this writer. */
  static void reportTo(CountingWriter target) {
    writer = target;
  }

  /** There is one worker, with this queue: when that is empty, there is nothing more to gather. */
  static void gatherFor(IStateQueue queue) {
    onlyWorkersQueue = queue;
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
    boolean stops = true;
    try {
      stops = tool.getNextStates(this, state);
    } finally {
      if (stops) {
        // What was complete before comes before whatever ends the run here.
        report(target);
        target.unreported().giveUp();
      }
    }
    expanded.add(new Expanded(state, successors.size()));
    IStateQueue queue = onlyWorkersQueue;
    if (queue == null || queue.isEmpty() || successors.size() >= ENOUGH) {
      report(target);
    }
    return false;
  }

  private void report(CountingWriter target) {
    boolean over = true;
    try {
      int begin = 0;
      for (Expanded source : expanded) {
        report(target, source.state, successors.subList(begin, source.end));
        begin = source.end;
      }
      successors.clear();
      expanded.clear();
      over = false;
    } finally {
      if (over) {
        target.unreported().giveUp();
      }
    }
  }

  private static void report(CountingWriter target, TLCState state, List<Successor> successors) {
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
