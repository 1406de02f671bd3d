package dev.rollcall.runtime;

import dev.rollcall.ActorListener;
import dev.rollcall.MembershipConfig;
import dev.rollcall.MembershipListener;
import dev.rollcall.NodeId;
import dev.rollcall.Tags;
import dev.rollcall.detector.PeerProbes;
import dev.rollcall.migration.LeastLoaded;
import dev.rollcall.migration.PlacementStrategy;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Says what a {@link ClusterMember} is to be, and starts it. Not thread-safe. */
public final class MemberBuilder {
  private static final long IDLE_SECONDS = 10;
  private static final int WORKERS = 4;

  private final Keys keys;
  private final NodeId node;
  private final Store store;
  private String address = "";
  private Tags tags = Tags.NONE;
  private MembershipConfig config = MembershipConfig.DEFAULT;
  private MemberSettings settings;
  private MembershipListener listener = MembershipListener.SILENT;
  private MemberMetrics metrics = MemberMetrics.NONE;
  private ActorListener actorListener = ActorListener.SILENT;
  private PlacementStrategy placement = new LeastLoaded();
  private PeerProbes probes = PeerProbes.NONE;
  private Executor tellers;
  private Executor workers;
  private Journal journal = Journal.OFF;
  private Supplier<CompletionStage<?>> drain = () -> CompletableFuture.completedFuture(null);
  private LongSupplier clock = System::nanoTime;
  private InstantSource wallClock = InstantSource.system();

  MemberBuilder(String cluster, NodeId node, Store store) {
    this.keys = new Keys(cluster);
    this.node = Objects.requireNonNull(node, "node");
    this.store = Objects.requireNonNull(store, "store");
  }

  /** Where peers find this node, such as {@code host:port}; nothing by default. The protocol does not look into it. */
  public MemberBuilder address(String address) {
    this.address = Objects.requireNonNull(address, "address");
    return this;
  }

  /**
   * Says something of this node that others can read, see {@link ClusterMember#details}; in the place of an earlier tag
   * of the same name. It is what the node's record says from the next join on.
   *
   * @throws IllegalArgumentException if the name or value is null, or all tags together take more than {@link
   *     Tags#MAX_BYTES}
   */
  public MemberBuilder tag(String name, String value) {
    tags = tags.with(name, value);
    return this;
  }

  /** The settings that all members of the cluster share; {@link MembershipConfig#DEFAULT} by default. */
  public MemberBuilder config(MembershipConfig config) {
    this.config = Objects.requireNonNull(config, "config");
    return this;
  }

  /** How often this member does what; {@link MemberSettings#of} the shared settings by default. */
  public MemberBuilder settings(MemberSettings settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
    return this;
  }

  public MemberBuilder listener(MembershipListener listener) {
    this.listener = Objects.requireNonNull(listener, "listener");
    return this;
  }

  public MemberBuilder actorListener(ActorListener listener) {
    this.actorListener = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /** Where this member moves actors while it is primary; to the members with the fewest by default. */
  public MemberBuilder placement(PlacementStrategy placement) {
    this.placement = Objects.requireNonNull(placement, "placement");
    return this;
  }

  /**
   * How this member finds out whom it reaches; by default it asks nobody, and takes whoever is not silent to be reached.
   * Closed with the member.
   */
  public MemberBuilder probes(PeerProbes probes) {
    this.probes = Objects.requireNonNull(probes, "probes");
    return this;
  }

  /** Hears what this member does; nobody by default. {@code dev.rollcall.metrics} has meters for Micrometer. */
  public MemberBuilder metrics(MemberMetrics metrics) {
    this.metrics = Objects.requireNonNull(metrics, "metrics");
    return this;
  }

  /**
   * Runs what tells the listener and completes futures, one task at a time; a thread of the member's by default. Called by
   * any thread; it must neither block nor do the task on the thread that calls it. What it refuses, the member does on
   * threads of its own; what it loses is given to it again. Both show in the member's health.
   */
  public MemberBuilder executor(Executor executor) {
    this.tellers = elsewhere(Objects.requireNonNull(executor, "executor"));
    return this;
  }

  /**
   * Runs what waits for the store on behalf of single actors, and the placement strategy; a few threads of the member's by
   * default. The rules are those of {@link #executor}.
   */
  public MemberBuilder workers(Executor workers) {
    this.workers = elsewhere(Objects.requireNonNull(workers, "workers"));
    return this;
  }

  /** Where this member's steps write down what they did; nowhere by default. */
  public MemberBuilder journal(Journal journal) {
    this.journal = Objects.requireNonNull(journal, "journal");
    return this;
  }

  /**
   * Called when the member has begun to leave, where the listener is and by its rules; the member is gone when the stage
   * has completed, in whatever way, or after the {@linkplain MemberSettings#drainTimeout time} that it may take.
   */
  public MemberBuilder drain(Supplier<CompletionStage<?>> drain) {
    this.drain = Objects.requireNonNull(drain, "drain");
    return this;
  }

  /** Monotonic nanoseconds; {@link System#nanoTime} by default. Asked by any thread; it must not block. */
  public MemberBuilder clock(LongSupplier clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    return this;
  }

  /**
   * Times that people read; the system's by default. Where this clock runs ahead of the monotonic one, the machine was
   * suspended and the lease is over; nothing else is decided by it. Asked by any thread; it must not block.
   */
  public MemberBuilder wallClock(InstantSource wallClock) {
    this.wallClock = Objects.requireNonNull(wallClock, "wallClock");
    return this;
  }

  /**
   * Starts the member's thread. The member does nothing before {@link ClusterMember#join}.
   *
   * @throws IllegalArgumentException if the settings do not fit each other
   * @throws RuntimeException whatever {@link MemberMetrics#started} throws
   */
  public ClusterMember start() {
    NodeContext context = new NodeContext(
        node, address, tags, keys, store, clock, wallClock, peer -> true, config, UUID::randomUUID, journal);
    ThreadPoolExecutor ownTellers = threads("listener", 1);
    ThreadPoolExecutor ownWorkers = threads("actors", WORKERS);
    // What was to be told is told before its thread ends.
    MemberThread thread = new MemberThread(daemons("rollcall-" + node), () -> {
      ownTellers.shutdown();
      ownWorkers.shutdown();
    });
    Surroundings around = new Surroundings(listener, actorListener, metrics, tellers != null ? tellers : ownTellers,
        workers != null ? workers : ownWorkers, ownWorkers, MemberBuilder::sleep, probes, placement, drain,
        () -> ThreadLocalRandom.current().nextDouble(), thread::wake);
    MemberDriver driver = new MemberDriver(
        context, Protocol.standard(), settings != null ? settings : MemberSettings.of(config), around);
    ClusterMember member = new ClusterMember(context, driver, thread, probes);
    metrics.started(member);
    thread.start(driver);
    return member;
  }

  /** Threads that are there only while they are needed. */
  private ThreadPoolExecutor threads(String purpose, int most) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool = new ThreadPoolExecutor(
        most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
          String which = most == 1 ? "" : "-" + number.incrementAndGet();
          return daemons("rollcall-" + node + "-" + purpose + which).newThread(work);
        });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ThreadFactory daemons(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * An executor of the application's that may do tasks on the thread that gives them to it, where it has no other: that
   * may be the member's own. It counts as refusing them then.
   */
  private static Executor elsewhere(Executor executor) {
    return task -> {
      Thread giving = Thread.currentThread();
      AtomicBoolean given = new AtomicBoolean();
      AtomicBoolean doneHere = new AtomicBoolean();
      executor.execute(() -> {
        if (Thread.currentThread() == giving && !given.get()) {
          doneHere.set(true);
        } else {
          task.run();
        }
      });
      given.set(true);
      if (doneHere.get()) {
        throw new RejectedExecutionException("it does them on the thread that gives them to it");
      }
    };
  }

  private static boolean sleep(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
