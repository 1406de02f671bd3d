package dev.rollcall.runtime;

import dev.rollcall.MembershipListener;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeState;
import dev.rollcall.PrimaryInfo;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.runtime.Complaint.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member without its thread: run now and then, it does what is due and says when it wants to be run again. {@link
 * ClusterMember} runs it in real time; simulations run thousands of them in a time of their own.
 *
 * <p>To be used by one thread at a time, but for what its documentation calls safe for any.
 */
public final class MemberDriver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  private final Core core;
  private final LeaseWatch leaseWatch;
  private final Following following;
  private final Joining joining;
  private final Office office;
  private final Hosting hosting;
  private final Actors actors;
  private final Duty settling;
  private final List<Duty> duties;
  private final Promises promises;
  private final Alarm wanted;
  /** All that may be wrong with a part of the member, each safe to ask by any thread. */
  private final List<Supplier<Stream<Complaint>>> complaining;
  private volatile boolean closed;

  /**
   * @param context what its steps use; whom it reaches is taken from {@code around}
   * @throws IllegalArgumentException if the settings do not fit the cluster's
   */
  public MemberDriver(NodeContext context, Protocol protocol, MemberSettings settings, Surroundings around) {
    this.core = new Core(context, protocol, settings.checkedAgainst(context.config()), around);
    this.leaseWatch = new LeaseWatch(core);
    this.following = new Following(core);
    this.joining = new Joining(core, following);
    this.office = new Office(core, following);
    ActorRunner runner = new ActorRunner(core, this::process);
    Migrating migrating = new Migrating(core);
    this.hosting = new Hosting(core, runner);
    this.actors = new Actors(core, runner, migrating::progress, () -> closed);
    this.promises = new Promises(core);
    Looking looking = new Looking(core, following);
    this.settling = new GuardedDuty(core, core.steps()::settle, failure -> {});
    this.duties = Stream.of(
        new Heartbeats(core), new Recovering(core), joining, new Probing(core), following, office,
        looking, hosting, migrating, new NodeCleanup(core), new Departing(core, runner), core.damage())
        .map(duty -> (Duty) new GuardedDuty(core, duty, duty == joining ? promises::fail : failure -> {})).toList();
    this.wanted = core.alarm();
    this.complaining = List.of(
        () -> joining.complaint().stream(), () -> core.check().complaints().stream(),
        () -> following.complaint().stream(), () -> looking.complaint().stream(), () -> office.complaint().stream(),
        () -> core.damage().complaints().stream(), () -> following.watchComplaint().or(hosting::complaint).stream(),
        () -> core.telling().complaints().stream(), () -> core.working().complaints().stream(),
        () -> core.events().complaint().stream(), () -> migrating.complaint().stream(),
        () -> migrating.stuck().or(hosting::stuck).stream(),
        () -> around.probes().complaint().map(text -> new Complaint(Code.PROBES_FAILING, text)).stream());
  }

  /** Wants to be a member from the next run on. The future ends as that of {@link ClusterMember#join}. */
  public CompletableFuture<MembershipView> join() {
    return promises.toJoin();
  }

  /** Wants to be gone from the next run on. The future ends as that of {@link ClusterMember#leave}. */
  public CompletableFuture<Void> leave() {
    return promises.toLeave();
  }

  /** Does something where the listener is told, after all that it was told so far. */
  void then(Runnable action) {
    core.events().then("answer", action);
  }

  /**
   * Does all that is due. Returns soon unless the store does not.
   *
   * @return how many nanoseconds from now it wants to be run again, if nothing wakes it before; {@link Long#MAX_VALUE}
   *     if only that does
   */
  public long run() {
    if (closed) {
      return Alarm.NEVER;
    }
    noticePause();
    long wait = runDuties();
    if (following.isEvicted() && core.goal() == Core.Goal.MEMBER) {
      LOG.warn("evicted node={} incarnation={}", core.self(), core.process().incarnation());
      core.events().tell("evicted", MembershipListener::evicted);
      promises.toLeave();
      wait = 0;
    }
    if (promises.keep()) {
      wait = 0;
    }
    if (wait == Alarm.NEVER) {
      wanted.off();
    } else {
      wanted.in(Duration.ofNanos(wait));
    }
    return wait;
  }

  private void noticePause() {
    if (wanted.isDue()) {
      Duration late = wanted.past();
      if (core.check().woke(late)) {
        LOG.warn("paused node={} for={}", core.self(), late);
        core.metrics().paused(late);
      }
    }
  }

  private long runDuties() {
    long wait = Math.min(leaseWatch.run(), Math.min(core.telling().run(), core.working().run()));
    for (Duty duty : duties) {
      if (!core.steps().isSettled()) {
        wait = Math.min(wait, settling.run());
      }
      if (!core.steps().isSettled()) {
        return wait;
      }
      if (core.steps().isStoreReachable() || !duty.waitsForHeartbeat()) {
        wait = Math.min(wait, duty.run());
      }
      // Steps may wait for the store, so the lease may be over by now.
      wait = Math.min(wait, leaseWatch.run());
    }
    return wait;
  }

  /** Claims nothing from now on, though it goes on until it is closed. Safe for any thread. */
  void claimNothing() {
    closed = true;
  }

  /** Stops for good, and claims nothing any more. The node's record stays as it is. */
  @Override
  public void close() {
    closed = true;
    following.close();
    hosting.close();
    promises.close();
    core.events().then("closed", core.requests()::close);
    core.working().close();
    core.telling().close();
    core.metrics().closed();
  }

  /** The futures that the application was given. Safe for any thread. */
  OpenRequests requests() {
    return core.requests();
  }

  /**
   * Completes all futures that are open: after all that was told before, or without it if that takes longer. Called from
   * where the application is told, it leaves that to what is told next. Safe for any thread.
   */
  void endRequests(Duration atMost) throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    core.events().then("closed", () -> {
      core.requests().close();
      told.countDown();
    });
    if (!core.events().isTelling()) {
      try {
        told.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
      } finally {
        core.requests().close();
      }
    }
  }

  /** What the process may be taken to know and claim. Safe for any thread. */
  public ProcessState process() {
    return closed ? ProcessState.NEW : core.steps().shown();
  }

  /** The state of the node's record as the member last knew it. Safe for any thread. */
  public NodeState state() {
    return core.state();
  }

  /** The primary as the member last read it; empty if there was none, or it is no member. Safe for any thread. */
  public Optional<PrimaryInfo> primary() {
    return following.primary();
  }

  /** Its actors. Safe for any thread. */
  public Actors actors() {
    return actors;
  }

  /** How the member is. Safe for any thread. */
  public MemberHealth health() {
    NodeState state = core.state();
    Duration left = Duration.ofNanos(process().lease().leftNanos(core.reading()));
    Optional<Complaint> trouble = core.steps().complaint();
    boolean settled = core.steps().isSettled();
    List<Complaint> complaints = new ArrayList<>();
    trouble.ifPresent(complaints::add);
    complainIf(!settled, Code.STEP_UNSETTLED, "it is not known whether the latest step took effect", complaints);
    complainIf(state.isAlive() && left.isZero(), Code.LEASE_OVER, "the lease is over", complaints);
    complaining.forEach(source -> source.get().forEach(complaints::add));
    return new MemberHealth(state, left, trouble.isEmpty(), settled, complaints);
  }

  private static void complainIf(boolean wrong, Code code, String text, List<Complaint> complaints) {
    if (wrong) {
      complaints.add(new Complaint(code, text));
    }
  }
}
