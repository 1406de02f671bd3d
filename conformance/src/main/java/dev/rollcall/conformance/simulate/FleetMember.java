package dev.rollcall.conformance.simulate;

import dev.rollcall.ActorListener;
import dev.rollcall.MembershipConfig;
import dev.rollcall.MembershipListener;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import dev.rollcall.migration.LeastLoaded;
import dev.rollcall.protocol.ClockReading;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.runtime.MemberDriver;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.runtime.Surroundings;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One node of a {@link Fleet}, and the process that is it at the time, if any. Not thread-safe. */
public final class FleetMember {
  private final Fleet fleet;
  private final NodeId node;
  private final MembershipConfig config;
  private final MemberSettings settings;
  private final SplittableRandom random;
  private MemberDriver driver;
  private boolean paused;
  private boolean cut;
  private CompletableFuture<Void> left;
  private boolean suspended;
  private boolean wokenMeanwhile;
  private long suspendedAtNanos;
  private long sleptNanos;
  private long nextRunNanos;
  private long appointment;

  FleetMember(Fleet fleet, NodeId node, MembershipConfig config, MemberSettings settings, SplittableRandom random) {
    this.fleet = fleet;
    this.node = node;
    this.config = config;
    this.settings = settings;
    this.random = random;
  }

  public NodeId node() {
    return node;
  }

  /** Starts a process of this node, which joins. */
  public CompletableFuture<MembershipView> start() {
    if (driver != null) {
      throw new IllegalStateException(node + " runs already");
    }
    driver = new MemberDriver(context(), fleet.protocol(), settings, surroundings());
    left = null;
    CompletableFuture<MembershipView> joined = driver.join();
    runAt(fleet.time().nowNanos());
    return joined;
  }

  /** Asks a process that left, or was failed and stayed out, to join again. */
  public CompletableFuture<MembershipView> rejoin() {
    left = null;
    CompletableFuture<MembershipView> joined = driver.join();
    wake();
    return joined;
  }

  /** Asks the process to leave. */
  public CompletableFuture<Void> leave() {
    left = driver.leave();
    wake();
    return left;
  }

  /** Whether the process was asked to leave, and not to join again since. */
  public boolean isAskedToLeave() {
    return left != null;
  }

  /** Whether the process was asked to leave, and has left. */
  public boolean hasLeft() {
    return left != null && left.isDone();
  }

  /** Kills the process. */
  public void crash() {
    driver.close();
    driver = null;
    left = null;
    paused = false;
    cut = false;
    suspended = false;
    appointment++;
  }

  /** Stops the process from running, though not its clock. */
  public void pause() {
    paused = true;
  }

  public void resume() {
    paused = false;
    wake();
  }

  /** Suspends the machine: neither the process nor its monotonic clock runs. The wall clock goes on. */
  public void suspend() {
    suspendedAtNanos = clockNanos();
    suspended = true;
    wokenMeanwhile = false;
    appointment++;
  }

  /** Lets a suspended machine go on: the process runs when it wanted to, on its own clock. */
  public void wakeUp() {
    suspended = false;
    sleptNanos = fleet.time().nowNanos() - suspendedAtNanos;
    runAt(wokenMeanwhile ? fleet.time().nowNanos() : nextRunNanos + sleptNanos);
  }

  /** Takes the store away from the process. */
  public void cut() {
    cut = true;
  }

  public void heal() {
    cut = false;
  }

  /** Whether there is a process of this node. */
  public boolean isRunning() {
    return driver != null;
  }

  public boolean isPaused() {
    return paused;
  }

  public boolean isSuspended() {
    return suspended;
  }

  public boolean isCut() {
    return cut;
  }

  /** What the clocks of this node's machine show. */
  public ClockReading reading() {
    return new ClockReading(clockNanos(), wallClock().toEpochMilli());
  }

  private long clockNanos() {
    return suspended ? suspendedAtNanos : fleet.time().nowNanos() - sleptNanos;
  }

  private Instant wallClock() {
    return Instant.EPOCH.plusNanos(fleet.time().nowNanos());
  }

  /** The driver of the process; null if none runs. */
  public MemberDriver driver() {
    return driver;
  }

  /** What the process claims; {@link ProcessState#NEW} if none runs. */
  public ProcessState process() {
    return driver == null ? ProcessState.NEW : driver.process();
  }

  public boolean isPrimary() {
    return process().isPrimary(reading());
  }

  @Override
  public String toString() {
    return node + (driver == null ? " not running"
        : " " + driver.health() + " " + driver.process().view() + (isPrimary() ? " primary" : ""));
  }

  private NodeContext context() {
    return new NodeContext(node, node + ":7000", fleet.keys(), new Way(fleet.way()), this::clockNanos, this::wallClock,
        peer -> true, config,
        () -> new UUID(random.nextLong(), random.nextLong()), Journal.OFF);
  }

  private Surroundings surroundings() {
    // Naming all members of each view takes large fleets longer than all else that they do.
    boolean heard = fleet.listener() != FleetListener.SILENT;
    Herald herald = new Herald(this, fleet.listener());
    return new Surroundings(heard ? herald : MembershipListener.SILENT, heard ? herald : ActorListener.SILENT,
        fleet.metrics(), Runnable::run, Runnable::run, Runnable::run, time -> false,
        fleet.probes(node), new LeastLoaded(), () -> CompletableFuture.completedFuture(null),
        random::nextDouble, this::wake);
  }

  /** Has the driver run at this instant of virtual time, though not within the call. */
  private void wake() {
    if (suspended) {
      wokenMeanwhile = true;
    } else {
      runAt(fleet.time().nowNanos());
    }
  }

  private void runAt(long nanos) {
    long mine = ++appointment;
    nextRunNanos = nanos - sleptNanos;
    fleet.time().at(nanos, () -> {
      if (mine == appointment && driver != null && !paused) {
        long wait = driver.run();
        fleet.hasRun();
        // Who was woken meanwhile has a later appointment already.
        if (mine == appointment && wait != Long.MAX_VALUE) {
          runAt(fleet.time().nowNanos() + wait);
        }
      }
    });
  }

  /** This process's way to the store. */
  private final class Way implements Store {
    private final Store shared;

    Way(Store shared) {
      this.shared = shared;
    }

    @Override
    public Transaction begin() {
      if (cut || fleet.isStoreAway()) {
        throw StoreUnavailableException.withoutStackTrace(node + " is cut off from the store");
      }
      return shared.begin();
    }

    @Override
    public void close() {}
  }
}
