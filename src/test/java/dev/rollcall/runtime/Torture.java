package dev.rollcall.runtime;

import dev.rollcall.ActorId;
import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.runtime.TortureLog.Trouble;
import dev.rollcall.store.Store;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Members with real threads, on one store, to which everything happens that a member is to live through; and all that
 * may never happen is watched. {@link #run} makes trouble; {@link #end} ends it, and judges whether all are well again.
 * The seed decides what is done, but not when the threads run: the same seed is not the same run.
 */
final class Torture implements AutoCloseable {
  private static final double MAX_DRIFT = 0.05;

  private static final String NAME = "torture";
  private static final int NODES = 11;
  private static final int MOST = 15;
  private static final int FEWEST = 5;
  private static final int BETWEEN_STEPS_MILLIS = 120;
  private static final int TROUBLE_MILLIS = 2_500;
  private static final Duration LONGEST_REJOIN_DELAY = Duration.ofSeconds(2);
  private static final Duration FORGET_AFTER = Duration.ofSeconds(4);
  /** For those kinds of trouble that have not come up by then. */
  private static final Duration LONGER = Duration.ofSeconds(60);

  private final Random random;
  private final TortureLog log = new TortureLog();
  private final Store store = new MemoryStore();
  private final int votes;
  private final List<ActorId> actors = IntStream.rangeClosed(1, 30).mapToObj(i -> ActorId.of("actor" + i)).toList();
  private final List<TortureMember> members = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ClaimSampler sampler = new ClaimSampler(
      () -> members.stream().map(TortureMember::member).toList(), actors, log::wrong);
  private final WholeCluster whole = new WholeCluster(members, actors, store, new Keys(NAME));
  private final TortureUsers users = new TortureUsers(members, actors, store, log);
  private volatile boolean calm;
  private int started;
  private int steps;
  private Duration recovery = Duration.ZERO;

  Torture(long seed) {
    random = new Random(seed);
    votes = 1 + random.nextInt(2);
  }

  TortureLog log() {
    return log;
  }

  @Override
  public String toString() {
    return steps + " steps, " + started + " processes, " + sampler.samples() + " samples of which " + sampler.claims()
        + " were claims, " + users.writes() + " fenced writes, recovered in " + recovery.toMillis() + " ms; " + log;
  }

  /** Starts so many members without any trouble, and waits until they are a cluster whose primary runs all actors. */
  void startCalmly(int count) {
    calm = true;
    nodes().limit(count).forEach(this::start);
    await(whole::missing);
    TortureMember primary = primary();
    actors.forEach(actor -> primary.asked("activate " + actor, primary.member().actors().activate(actor)));
    await(whole::missing);
  }

  TortureMember primary() {
    return members.stream().filter(member -> member.member().isPrimary()).findFirst().orElseThrow();
  }

  /** Makes trouble for so long, and longer where some kind of it has not come up; or until something is wrong. */
  void run(Duration time) {
    nodes().forEach(this::start);
    users.start(new Random(random.nextLong()));
    long began = System.nanoTime();
    for (long past = 0; past < time.toNanos() || !log.missing().isEmpty() && past < time.plus(LONGER).toNanos();
        past = System.nanoTime() - began) {
      step();
      users.check();
      if (!log.findings().isEmpty()) {
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(BETWEEN_STEPS_MILLIS)));
    }
  }

  private void step() {
    steps++;
    switch (random.nextInt(20)) {
      case 0 -> one(member -> members.size() > FEWEST).ifPresent(member -> close(member, Trouble.CRASHED));
      case 1, 2, 3 -> startMissing();
      case 4 -> one(member -> members.size() < MOST && processesOf(member.node()) == 1).ifPresent(member -> {
        log.count(Trouble.TWIN);
        start(member.node());
      });
      case 5 -> one(member -> member.member().state() == NodeState.ACTIVE).ifPresent(member -> {
        log.count(Trouble.LEFT);
        member.asked("leave", member.member().leave());
      });
      case 6, 7, 8 -> one(TortureMember::isOut).ifPresent(member -> {
        log.count(Trouble.REJOINED);
        member.asked("join", member.member().join());
      });
      case 9 -> one(any -> true).ifPresent(member -> forAWhile(member, Trouble.CUT,
          one -> one.way().cut(), TortureMember::mend));
      case 10 -> one(member -> members.size() > FEWEST).ifPresent(member -> forAWhile(member, Trouble.VANISHED,
          TortureMember::vanish, vanished -> close(vanished, Trouble.CRASHED)));
      case 11, 12 -> one(any -> true).ifPresent(member -> forAWhile(member, Trouble.PAUSED,
          TortureMember::pause, TortureMember::resume));
      case 13 -> one(any -> true).ifPresent(member -> forAWhile(member, Trouble.SUSPENDED,
          one -> one.clock().run(0, 1), one -> one.clock().run(1, 1)));
      case 14, 15 -> one(any -> true).ifPresent(member -> {
        log.count(Trouble.CLOCKS_DRIFTED);
        member.clock().run(rate(), rate());
      });
      default -> { }
    }
  }

  private Optional<TortureMember> one(Predicate<TortureMember> which) {
    List<TortureMember> fit = members.stream().filter(which).toList();
    return fit.isEmpty() ? Optional.empty() : Optional.of(fit.get(random.nextInt(fit.size())));
  }

  private long processesOf(NodeId node) {
    return members.stream().filter(member -> member.node().equals(node)).count();
  }

  /** How fast a clock runs: of any two, none more than {@link #MAX_DRIFT} faster than the other. */
  private double rate() {
    return 1 + MAX_DRIFT * random.nextInt(3) / 2;
  }

  private void forAWhile(
      TortureMember member, Trouble trouble, Consumer<TortureMember> begin, Consumer<TortureMember> finish) {
    log.count(trouble);
    log.tell(member.node().value(), member + " " + trouble);
    begin.accept(member);
    later.schedule(() -> {
      log.tell(member.node().value(), member + " " + trouble + " ends");
      finish.accept(member);
    }, random.nextInt(TROUBLE_MILLIS), TimeUnit.MILLISECONDS);
  }

  private void startMissing() {
    nodes().filter(node -> processesOf(node) == 0).findFirst().ifPresent(this::start);
  }

  private static Stream<NodeId> nodes() {
    return IntStream.rangeClosed(1, NODES).mapToObj(i -> NodeId.of("t" + i));
  }

  /** The shortest timeout that is legal for its lease. */
  private MembershipConfig config() {
    long lease = List.of(600L, 800L, 1_000L).get(random.nextInt(3));
    Duration timeout = Duration.ofNanos((long) Math.ceil(lease * 1e6 * 1.1 * (1 + MAX_DRIFT)) + 1)
        .plus(MembershipConfig.MARGIN);
    return new MembershipConfig(Duration.ofMillis(lease), timeout, MAX_DRIFT, Duration.ofMillis(600), votes, 4);
  }

  private void start(NodeId node) {
    log.count(Trouble.STARTED);
    DriftingClock clock = new DriftingClock();
    clock.run(rate(), rate());
    WayToStore way =
        new WayToStore(new TroubledStore(store, new Random(random.nextLong()), log, () -> calm, later));
    HostileCode code = new HostileCode(node, new Random(random.nextLong()), log, () -> calm, threads, later);
    MembershipConfig config = config();
    MemberSettings settings = MemberSettings.of(config).withDrainTimeout(Duration.ofSeconds(2))
        .withRejoinDelay(LONGEST_REJOIN_DELAY).withForgetAfter(FORGET_AFTER);
    ClusterMember member = code.addTo(ClusterMember.of(NAME, node, way)).clock(clock).wallClock(clock).config(config)
        .settings(settings).start();
    TortureMember process = new TortureMember(++started, member, way, clock, log);
    code.serves(process);
    log.tell(node.value(), process + " starts with lease " + config.leaseDuration());
    members.add(process);
    process.asked("join", member.join());
  }

  /** Closing it takes its turn: a member may be closed by its time and by the end of the trouble. */
  private synchronized void close(TortureMember member, Trouble trouble) {
    if (!member.isClosed()) {
      log.count(trouble);
      log.tell(member.node().value(), member + " closes");
      member.close();
      members.remove(member);
      // Its threads end.
      member.resume();
    }
  }

  /**
   * Ends all trouble, and waits until those that run are a whole cluster again. Then all leave, and nothing is left.
   * What does not come true in time is wrong.
   */
  void end() {
    calm = true;
    members.forEach(TortureMember::heal);
    users.close();
    List.copyOf(members).stream().filter(TortureMember::isVanishing).forEach(member -> close(member, Trouble.CRASHED));
    for (TortureMember member : members) {
      if (processesOf(member.node()) > 1) {
        close(member, Trouble.CRASHED);
      }
    }
    while (members.size() < FEWEST) {
      startMissing();
    }
    long began = System.nanoTime();
    await(() -> {
      // Also one that learns only now that a twin, which is closed, superseded it.
      members.stream().filter(TortureMember::isOut)
          .forEach(member -> member.asked("join", member.member().join()));
      return whole.missing();
    });
    recovery = Duration.ofNanos(System.nanoTime() - began);
    members.forEach(member -> await(() -> whole.complaints(member)));
    users.check();
    members.forEach(member -> member.asked("leave", member.member().leave()));
    await(whole::open);
    List.copyOf(members).forEach(member -> close(member, Trouble.CRASHED));
    await(() -> nodes().flatMap(node -> TestMember.threadsOf(node).stream()).collect(Collectors.joining(" ")));
  }

  /**
   * Waits until this is empty.
   *
   * @param missing what there is to wait for
   */
  private void await(Supplier<String> missing) {
    try {
      Await.until(missing, () -> missing.get().isEmpty());
    } catch (AssertionError e) {
      log.wrong("after the trouble: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    calm = true;
    members.forEach(TortureMember::heal);
    users.close();
    members.forEach(member -> close(member, Trouble.CRASHED));
    sampler.close();
    later.shutdownNow();
    threads.shutdownNow();
    store.close();
  }
}
