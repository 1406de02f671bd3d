package dev.rollcall.conformance.explore;

import dev.rollcall.conformance.replay.ActionCoverage;
import dev.rollcall.conformance.tlc.ActionLabel;
import dev.rollcall.conformance.tlc.CheckResult;
import dev.rollcall.conformance.tlc.StateHandle;
import dev.rollcall.conformance.tlc.Tlc;
import dev.rollcall.conformance.tlc.TlcRun;
import dev.rollcall.conformance.tlc.TransitionListener;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Has an implementation take every transition of a model while TLC finds them. For each transition the
 * snapshot that execution left in its source is restored, the step is taken, and the result is held against
 * the spec; in each state whatever the spec disables is tried too. Nothing is put into the system but steps
 * and snapshots of its own. With SYMMETRY, too, each state that TLC explores was reached by executing.
 */
public final class Explorer implements TransitionListener {
  private final TraceHeader header;
  private final Shared shared;
  private final Map<Long, StateHandle> initials = new ConcurrentHashMap<>();
  private final Queue<Driver> drivers = new ConcurrentLinkedQueue<>();
  @SuppressWarnings("ThreadLocalUsage") // One driver a thread and run.
  private final ThreadLocal<Driver> mine = new ThreadLocal<>();
  private volatile StateHandle first;
  private volatile Throwable broken;

  private Explorer(TraceHeader header, Shared shared) {
    this.header = header;
    this.shared = shared;
  }

  /**
   * Explores a model until its end or the first place where system and spec part. With one worker the way
   * there is a shortest one, and the same each time.
   *
   * @param run the model; its own listener of transitions is not called
   * @param header names module and model and gives the spec's constants
   * @throws dev.rollcall.conformance.replay.UnreplayableTraceException if spec and adapter do not fit together
   * @throws OutOfMemoryException if the heap is too small even without snapshots
   */
  public static Exploration run(
      TlcRun run, TraceHeader header, ExplorableSystem.Factory factory, ExploreOptions options) {
    return run(run, header, factory, options, List.of());
  }

  /** The same, and tries variants of the system on the way. */
  public static Exploration run(
      TlcRun run, TraceHeader header, ExplorableSystem.Factory factory, ExploreOptions options,
      List<Variant> variants) {
    return run(run, header, new Shared(factory, options, new Notices(variants)));
  }

  static Exploration run(TlcRun run, TraceHeader header, Shared shared) {
    Explorer explorer = new Explorer(header, shared);
    CheckResult result = Tlc.check(run.withTransitions(explorer));
    return explorer.exploration(result);
  }

  private Exploration exploration(CheckResult result) {
    if (broken instanceof OutOfMemoryError) {
      throw new OutOfMemoryException();
    } else if (broken instanceof RuntimeException e) {
      throw e;
    } else if (broken instanceof Error e) {
      throw e;
    }
    ActionCoverage coverage = new ActionCoverage();
    FaultCounts faults = new FaultCounts();
    long excluded = 0;
    long reached = 0;
    for (Driver driver : drivers) {
      coverage.add(driver.coverage());
      faults.add(driver.faultCounts());
      excluded += driver.excluded();
      reached += driver.reached();
    }
    Optional<Divergence> divergence =
        shared.finding().map(finding -> new Behaviour(header, shared, initials).to(finding));
    return new Exploration(result, divergence, coverage, faults, shared.notices().all(), excluded, reached,
        shared.audit().map(HiddenAudit::states).orElse(0L), shared.audit().map(HiddenAudit::hiddenStates).orElse(0));
  }

  @Override
  public void onInitial(StateHandle state) {
    guarded(() -> {
      first = first == null ? state : first;
      initials.put(state.fingerprint(), state);
      // Each initial state is one that a system may be started in.
      driver(state).begin(state);
      mine.remove();
    });
  }

  @Override
  public void onTransition(StateHandle from, StateHandle to, boolean isNew, ActionLabel label) {
    guarded(() -> driver(first).take(from, to, isNew, label, true));
  }

  @Override
  public void onExcluded(StateHandle from, StateHandle to, ActionLabel label) {
    guarded(() -> driver(first).take(from, to, false, label, false));
  }

  @Override
  public void onExpanded(StateHandle state) {
    guarded(() -> driver(first).finish(state));
  }

  private Driver driver(StateHandle initial) {
    Driver driver = mine.get();
    if (driver == null) {
      TraceState start = new TraceState(0, TraceState.INIT, Map.of(), initial.values());
      driver = new Driver(shared, shared.factory().start(header, start), variants(start));
      mine.set(driver);
      drivers.add(driver);
    }
    return driver;
  }

  private List<VariantDriver> variants(TraceState start) {
    return shared.notices().variants().stream()
        .map(variant -> new VariantDriver(
            variant, variant.factory().start(header, start), shared.notices(), shared.options()))
        .toList();
  }

  /** What goes wrong here must not look like a fault of the spec. */
  private void guarded(Runnable work) {
    shared.stopIfFound();
    try {
      work.run();
    } catch (Finding.Stop e) {
      throw e;
    } catch (RuntimeException | Error e) {
      broken = broken == null ? e : broken;
      throw e;
    }
  }
}
