package dev.rollcall.conformance.tlc.engine;

import dev.rollcall.conformance.tlc.ActionCoverage;
import dev.rollcall.conformance.tlc.StateHandle;
import dev.rollcall.conformance.tlc.TransitionListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import tlc2.tool.Action;
import tlc2.tool.ITool;
import tlc2.tool.TLCState;
import tlc2.util.BitVector;
import tlc2.util.IStateWriter;

/**
 * Counts transitions per action and passes them on. Every worker has counters of its own, which are
 * added up when all have ended: coverage costs no lock and no shared cache line.
 */
final class CountingWriter implements IStateWriter {
  private static final class Counters {
    final long[] taken;
    final long[] fresh;

    Counters(int size) {
      taken = new long[size];
      fresh = new long[size];
    }
  }

  private final ITool tool;
  private final ActionTable actions;
  private final TransitionListener listener;
  private final Queue<Counters> all = new ConcurrentLinkedQueue<>();
  private final ThreadLocal<Counters> mine;
  private final Map<Long, Boolean> initials = new ConcurrentHashMap<>();
  private final AtomicLong initialCount = new AtomicLong();
  private final Unreported unreported = new Unreported();
  private volatile boolean stopped;

  CountingWriter(ITool tool, ActionTable actions, Optional<TransitionListener> listener) {
    this.tool = tool;
    this.actions = actions;
    this.listener = listener.orElse(null);
    this.mine =
        ThreadLocal.withInitial(
            () -> {
              Counters counters = new Counters(actions.size());
              all.add(counters);
              return counters;
            });
  }

  /** Makes TLC fail at the next initial state, where it looks at no other sign to stop. */
  void stop() {
    stopped = true;
  }

  @Override
  public void writeState(TLCState state) {
    if (stopped) {
      throw new IllegalStateException("stopped");
    }
    initialCount.incrementAndGet();
    if (listener != null && initials.putIfAbsent(state.fingerPrint(), true) == null) {
      listener.onInitial(handle(state));
    }
  }

  @Override
  public void writeState(TLCState from, TLCState to, boolean isNew, Action action) {
    int index = actions.indexOf(action);
    Counters counters = mine.get();
    counters.taken[index]++;
    if (isNew) {
      counters.fresh[index]++;
    }
    if (listener != null && isNew) {
      long fingerprint = to.fingerPrint();
      unreported.found(fingerprint);
      Expansion.writtenNew(fingerprint);
    } else if (listener != null) {
      Expansion.writtenKnown();
    }
  }

  /** Whether anybody wants to hear of transitions. */
  boolean isHeard() {
    return listener != null;
  }

  /** The states that the listener is yet to hear of. */
  Unreported unreported() {
    return unreported;
  }

  /** A successor that a CONSTRAINT excludes: TLC counts it nowhere. */
  void excluded(TlcStateHandle from, TlcStateHandle to, Action action) {
    listener.onExcluded(from, to, actions.label(action));
  }

  void known(TlcStateHandle from, TlcStateHandle to, Action action) {
    listener.onTransition(from, to, false, actions.label(action));
  }

  void found(TlcStateHandle from, TlcStateHandle to, Action action) {
    listener.onTransition(from, to, true, actions.label(action));
    unreported.reported(to.fingerprint());
  }

  void expanded(TlcStateHandle state) {
    listener.onExpanded(state);
  }

  TlcStateHandle handle(TLCState state) {
    return new TlcStateHandle(state, null, tool, actions);
  }

  /** Call when no worker runs any more. */
  List<ActionCoverage> coverage() {
    long[] taken = new long[actions.size()];
    long[] fresh = new long[actions.size()];
    for (Counters counters : all) {
      for (int i = 0; i < taken.length; i++) {
        taken[i] += counters.taken[i];
        fresh[i] += counters.fresh[i];
      }
    }
    return actions.coverage(taken, fresh);
  }

  long transitions() {
    return coverage().stream().mapToLong(ActionCoverage::taken).sum();
  }

  long initialStates() {
    return initialCount.get();
  }

  // TLC announces stuttering steps and edges of the liveness graph through the methods below: they are
  // no transitions of the spec.

  @Override
  public void writeState(TLCState from, TLCState to, boolean isNew) {}

  @Override
  public void writeState(TLCState from, TLCState to, boolean isNew, Visualization how) {}

  @Override
  public void writeState(
      TLCState from, TLCState to, BitVector checks, int start, int length, boolean isNew) {}

  @Override
  public void writeState(
      TLCState from, TLCState to, BitVector checks, int start, int length, boolean isNew,
      Visualization how) {}

  @Override
  public void close() {}

  @Override
  public String getDumpFileName() {
    return null;
  }

  @Override
  public boolean isNoop() {
    return false;
  }

  @Override
  public boolean isDot() {
    return false;
  }

  @Override
  public void snapshot() {}
}
