package dev.rollcall.conformance.bench;

import dev.rollcall.NodeState;
import dev.rollcall.conformance.simulate.Fleet;
import dev.rollcall.conformance.simulate.FleetListener;
import dev.rollcall.conformance.simulate.FleetMember;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.runtime.MemberMetrics;
import dev.rollcall.store.Store;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One cluster of production's drivers on the embedded store in virtual time: all start at one instant, nothing happens
 * for a while, one member crashes. Nobody is probed. Counts and virtual times are the same for the same seed.
 */
public final class Scale {
  private static final int PATIENCE = 20;
  private static final int STEPS = 10;

  private final ScaleOptions options;
  private final int size;
  private final Consumer<String> progress;
  private final SplittableRandom random;
  private final Traffic traffic = new Traffic();
  private final Store store = Fleet.newStore();
  private Fleet fleet;
  private Moment failed;
  private Moment adopted;

  /**
   * @param size members; at least 3, so that there is a quorum without one
   * @param progress is told what is being done
   */
  public Scale(ScaleOptions options, int size, Consumer<String> progress) {
    if (size < 3) {
      throw new IllegalArgumentException("a cluster of " + size + " has no quorum when one member crashes");
    }
    this.options = options;
    this.size = size;
    this.progress = progress;
    this.random = new SplittableRandom(options.seed());
    this.fleet = new Fleet(store, way -> new CountingStore(way, traffic), options.config(), options.settings(),
        FleetListener.SILENT, random.nextLong());
    fleet.probeNobody();
    fleet.measure(new Notice());
  }

  /**
   * Measures, once.
   *
   * @throws IllegalStateException if the cluster does not become whole, or a dead member is not failed
   */
  public ScaleResult run() {
    double startCpuSeconds = cpuSeconds(this::start);
    StoreCounts calm = counted(this::beCalm);
    ScaleResult.Crash crash = crash();
    progress.accept("memory");
    long all = Heap.used();
    // The drivers go, and what they keep: all but the store, whose watches would keep them.
    fleet.members().stream().filter(FleetMember::isRunning).forEach(FleetMember::crash);
    fleet = null;
    long ofStore = Heap.used();
    Registry registry = new Registry(store.begin(), new Keys(Fleet.CLUSTER));
    registry.view();
    long shared = Heap.used() - ofStore;
    return new ScaleResult(size, startCpuSeconds, calm, options.time().toNanos() / 1e9, crash,
        Math.max(0, all - ofStore - shared) / (size - 1), shared);
  }

  private void start() {
    progress.accept("joining");
    for (int i = 0; i < size; i++) {
      fleet.add().start();
    }
    passUntil("all are members", () -> fleet.members().stream().allMatch(
        m -> m.driver().state() == NodeState.ACTIVE && m.process().view().size() == size));
    // A member that has just joined watches more nodes for a while.
    pass(options.config().failureTimeout().multipliedBy(2));
  }

  private void beCalm() {
    for (int i = 0; i < STEPS; i++) {
      progress.accept("calm, " + 100 * i / STEPS + " % of " + options.time().toSeconds() + " s");
      pass(options.time().dividedBy(STEPS));
    }
  }

  private ScaleResult.Crash crash() {
    progress.accept("a member crashes");
    pass(Duration.ofNanos(random.nextLong(options.settings().lookInterval().toNanos())));
    List<FleetMember> others = fleet.members().stream().filter(m -> !m.isPrimary()).toList();
    others.get(random.nextInt(others.size())).crash();
    long crashed = fleet.time().nowNanos();
    passUntil("the member is failed and all know it", () -> failed != null && fleet.members().stream()
        .filter(FleetMember::isRunning).allMatch(m -> m.process().view().size() < size));
    return new ScaleResult.Crash((failed.virtualNanos - crashed) / 1e9,
        (adopted.virtualNanos - failed.virtualNanos) / 1e9, (adopted.cpuNanos - failed.cpuNanos) / 1e9,
        adopted.counts.minus(failed.counts));
  }

  private record Moment(long virtualNanos, long cpuNanos, StoreCounts counts) {}

  private Moment now() {
    return new Moment(fleet.time().nowNanos(), cpuNanos(), traffic.counts());
  }

  /** Notices when somebody was failed, and when a view was last adopted. */
  private final class Notice implements MemberMetrics {
    @Override
    public void step(String action, String result, Duration took) {
      if (action.equals("SyncViews")) {
        adopted = now();
      } else if (action.equals("MarkNodeFailed") && result.equals("performed")) {
        failed = failed == null ? now() : failed;
      }
    }
  }

  private StoreCounts counted(Runnable action) {
    StoreCounts before = traffic.counts();
    action.run();
    return traffic.counts().minus(before);
  }

  private static double cpuSeconds(Runnable action) {
    long began = cpuNanos();
    action.run();
    return (cpuNanos() - began) / 1e9;
  }

  /** Of this thread, so that it does not matter who else uses the machine. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private void pass(Duration time) {
    fleet.time().pass(time);
  }

  private void passUntil(String what, BooleanSupplier holds) {
    if (fleet.passUntil(holds, options.config().failureTimeout().multipliedBy(PATIENCE)).isEmpty()) {
      throw new IllegalStateException(
          "after " + PATIENCE + " failure timeouts it did not come to be that " + what);
    }
  }
}
