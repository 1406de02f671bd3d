package dev.rollcall.runtime;

import dev.rollcall.MembershipConfig;
import dev.rollcall.MembershipListener;
import dev.rollcall.NodeId;
import dev.rollcall.detector.Reachability;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Store;
import java.time.InstantSource;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Says what a {@link ClusterMember} is to be, and starts it. Not thread-safe. */
public final class MemberBuilder {
  private static final long TELLER_IDLE_SECONDS = 10;

  private final Keys keys;
  private final NodeId node;
  private final Store store;
  private String address = "";
  private MembershipConfig config = MembershipConfig.DEFAULT;
  private MemberSettings settings;
  private MembershipListener listener = MembershipListener.SILENT;
  private MemberMetrics metrics = MemberMetrics.NONE;
  private Executor tellers;
  private Reachability reachability = peer -> true;
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

  public MemberBuilder metrics(MemberMetrics metrics) {
    this.metrics = Objects.requireNonNull(metrics, "metrics");
    return this;
  }

  /** Runs what tells the listener and completes futures, one task at a time; a thread of the member's by default. */
  public MemberBuilder executor(Executor executor) {
    this.tellers = Objects.requireNonNull(executor, "executor");
    return this;
  }

  /** Where this member's steps write down what they did; nowhere by default. */
  public MemberBuilder journal(Journal journal) {
    this.journal = Objects.requireNonNull(journal, "journal");
    return this;
  }

  /**
   * Called when the member has begun to leave, where the listener is; the member is gone when the stage has completed,
   * in whatever way, or after the {@linkplain MemberSettings#drainTimeout time} that it may take.
   */
  public MemberBuilder drain(Supplier<CompletionStage<?>> drain) {
    this.drain = Objects.requireNonNull(drain, "drain");
    return this;
  }

  /** Monotonic nanoseconds; {@link System#nanoTime} by default. */
  public MemberBuilder clock(LongSupplier clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    return this;
  }

  /** Times that people read; the system's by default. Nothing is decided by it. */
  public MemberBuilder wallClock(InstantSource wallClock) {
    this.wallClock = Objects.requireNonNull(wallClock, "wallClock");
    return this;
  }

  /**
   * Starts the member's thread. The member does nothing before {@link ClusterMember#join}.
   *
   * @throws IllegalArgumentException if the settings do not fit each other
   */
  public ClusterMember start() {
    NodeContext context = new NodeContext(
        node, address, keys, store, clock, wallClock, reachability, config, UUID::randomUUID, journal);
    ThreadPoolExecutor own = ownTellers();
    // What was to be told is told before its thread ends.
    MemberThread thread = new MemberThread("rollcall-" + node, own::shutdown);
    SplittableRandom random = new SplittableRandom();
    MemberDriver driver = new MemberDriver(context, Protocol.standard(), settings(),
        new Surroundings(listener, metrics, tellers != null ? tellers : own, reachability, random::nextDouble, drain,
            thread::wake));
    thread.start(driver);
    return new ClusterMember(context, driver, thread);
  }

  private MemberSettings settings() {
    return settings != null ? settings : MemberSettings.of(config);
  }

  /** At most one thread, and none while nothing is told. */
  private ThreadPoolExecutor ownTellers() {
    return new ThreadPoolExecutor(
        0, 1, TELLER_IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::teller);
  }

  private Thread teller(Runnable work) {
    Thread thread = new Thread(work, "rollcall-" + node + "-listener");
    thread.setDaemon(true);
    return thread;
  }
}
