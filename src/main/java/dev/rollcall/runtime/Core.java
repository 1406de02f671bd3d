package dev.rollcall.runtime;

import dev.rollcall.Electorate;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.detector.Watch;
import dev.rollcall.protocol.ClockReading;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.Observer;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.RetryPolicy;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/** What the duties of one member share. Not thread-safe, but for what {@link #state} and {@link Steps} show. */
final class Core {
  /** What the application wants this member to be. */
  enum Goal { NOTHING, MEMBER, GONE }

  private final NodeContext context;
  private final MemberSettings settings;
  private final Surroundings around;
  private final Reach reach;
  private final Steps steps;
  private final MemberMetrics metrics;
  private final HandOff telling;
  private final HandOff working;
  private final Events events;
  private final OpenRequests requests;
  private final SelfCheck check;
  private final DamagedKeys damage;
  private final Observer observer;
  private volatile NodeState state = NodeState.LEFT;
  private Goal goal = Goal.NOTHING;
  private boolean expelled;
  private final WatchWindow window;
  private final RejoinDelay rejoinDelay;
  private SortedSet<NodeId> doomed = Collections.emptySortedSet();
  private Set<NodeId> suspected = Set.of();
  private Watch watched = Watch.NONE;
  private boolean anySilent;
  private int changes;

  Core(NodeContext context, Protocol protocol, MemberSettings settings, Surroundings around) {
    this.reach = new Reach(around.probes(), this::silent);
    this.context = context.withReachability(reach);
    this.settings = settings;
    this.around = around;
    this.metrics = new GuardedMetrics(around.metrics());
    this.steps = new Steps(this.context, protocol, metrics, around.random());
    this.telling = new HandOff(this, "listener's executor", around.tellers());
    this.working = new HandOff(this, "workers' executor", around.workers());
    this.events = new Events(this, telling);
    this.requests = new OpenRequests(context.self().value(), events::isTelling);
    this.check = new SelfCheck(settings);
    this.damage = new DamagedKeys(this);
    this.observer = new Observer(Observer.HEARD, this::targets, damage::found);
    this.window = new WatchWindow(this);
    this.rejoinDelay = new RejoinDelay(this);
  }

  NodeContext context() {
    return context;
  }

  MemberSettings settings() {
    return settings;
  }

  Surroundings around() {
    return around;
  }

  boolean reaches(NodeId node) {
    return node.equals(self()) || reach.reaches(node);
  }

  Reach reach() {
    return reach;
  }

  Steps steps() {
    return steps;
  }

  MemberMetrics metrics() {
    return metrics;
  }

  Events events() {
    return events;
  }

  /** Has told what {@link #events} has to tell. */
  HandOff telling() {
    return telling;
  }

  /** Has done what waits for the store on behalf of single actors, and what the application takes its time for. */
  HandOff working() {
    return working;
  }

  OpenRequests requests() {
    return requests;
  }

  SelfCheck check() {
    return check;
  }

  RejoinDelay rejoinDelay() {
    return rejoinDelay;
  }

  DamagedKeys damage() {
    return damage;
  }

  NodeId self() {
    return context.self();
  }

  ProcessState process() {
    return steps.process();
  }

  /** The state of the node's record as this process last knew it. */
  NodeState state() {
    return state;
  }

  void state(NodeState next) {
    state = next;
  }

  Goal goal() {
    return goal;
  }

  void goal(Goal next) {
    goal = next;
  }

  /** Whether the store said that the record is this process's no more. */
  boolean isExpelled() {
    return expelled;
  }

  void expelled(boolean is) {
    expelled = is;
  }

  long now() {
    return context.clock().getAsLong();
  }

  ClockReading reading() {
    return context.reading();
  }

  boolean hasLease() {
    return process().lease().isLive(reading());
  }

  /** An Active node under a live lease that knows of nothing to the contrary. */
  boolean isActive() {
    return state == NodeState.ACTIVE && !expelled && hasLease();
  }

  /** An Active or Joining node under a live lease that knows of nothing to the contrary: it may vote and fail others. */
  boolean isVoter() {
    return state.isVoter() && !expelled && hasLease();
  }

  /** This process found that it has no quorum: dead nodes that it does not watch may be all that is missing. */
  void lacksQuorum() {
    window.widen();
  }

  /** How often this process learned of what may give it a quorum: a vote, a failed node, a new view or primary. */
  int changes() {
    return changes;
  }

  void changed() {
    changes++;
  }

  Alarm alarm() {
    return new Alarm(context.clock());
  }

  Backoff backoff() {
    return new Backoff(RetryPolicy.within(context.config()), around.random());
  }

  /** A backoff that ends at this pause. */
  Backoff backoff(Duration longest) {
    return new Backoff(RetryPolicy.within(context.config()).withLongestPause(longest), around.random());
  }

  /** A time, more or less by half. */
  Duration about(Duration time) {
    return time.dividedBy(2).plus(upTo(time));
  }

  /**
   * How long to wait for a watch before looking at what it may have missed: at most this long. What changes is told to
   * all members at once, and they are not to look again at once.
   */
  Duration refresh(Duration longest) {
    return longest.minus(upTo(longest.dividedBy(4)));
  }

  /** Any time below this one. Members that begin something together, or resume it, are not to go on in step. */
  Duration upTo(Duration time) {
    return Duration.ofNanos((long) (time.toNanos() * around.random().getAsDouble()));
  }

  /**
   * Takes a step that only the owner of the record can take. A refusal that says that it is not is remembered.
   */
  void take(String name, NodeId target, Consumer<StepOutcome> then) {
    steps.take(name, target, outcome -> {
      if (outcome.isRefused(Refusal.FENCED)) {
        expelled = true;
      }
      if (outcome.isRefused(Refusal.NO_QUORUM)) {
        lacksQuorum();
      }
      then.accept(outcome);
    });
  }

  void take(String name, Consumer<StepOutcome> then) {
    take(name, null, then);
  }

  /** Reads the watched heartbeats; returns the nodes that have been silent for their timeout. */
  Set<NodeId> look() {
    doomed = Collections.emptySortedSet();
    suspected = Set.of();
    steps.observe(process -> observer.look(context, process));
    Set<NodeId> silent = silent();
    if (process().isRunning()) {
      window.found(silent);
    }
    return silent;
  }

  /**
   * The other nodes that the latest look found doomed. They are on nobody's ring any more, so whoever has a quorum fails
   * them, whether it voted or not.
   */
  SortedSet<NodeId> doomed() {
    return doomed;
  }

  /** The nodes of which a vote of this one counted at the latest look. */
  Set<NodeId> suspected() {
    return suspected;
  }

  private SortedMap<NodeId, Heartbeat> targets(NodeContext context, Registry registry) {
    if (registry.hasSuspicions()) {
      Electorate electorate = registry.electorate(context.config().votes());
      doomed = new TreeSet<>(electorate.doomed());
      doomed.remove(self());
      suspected = electorate.suspectedBy(self());
    }
    return window.read(context, registry);
  }

  /**
   * When to look again, counted from the beginning of the latest look: after a look interval, or as soon as another node
   * can be found silent.
   */
  Duration nextLook(long beganNanos) {
    if (window.takeWidened()) {
      return Duration.ZERO;
    }
    long interval = settings.lookInterval().toNanos();
    long now = now();
    long untilSilent = Math.min(interval, process().watch().nextSilentInNanos(now));
    return Duration.ofNanos(Math.min(interval, now - beganNanos + untilSilent));
  }

  /** The nodes that this process calls silent at this moment. Cheap without any, since a quorum asks for each node. */
  private Set<NodeId> silent() {
    Watch now = process().watch();
    if (now != watched) {
      watched = now;
      anySilent = !now.silent().isEmpty();
    }
    return anySilent ? process().silent(reading()) : Set.of();
  }

  /**
   * Reads what the store holds now, outside of any step and with no conflicts.
   *
   * @throws dev.rollcall.store.StoreUnavailableException if the store cannot be reached
   */
  <T> T read(Function<Registry, T> read) {
    try (Transaction transaction = context.store().begin(context.config().stepTimeout())) {
      return read.apply(new Registry(transaction.snapshot(), context.keys()));
    }
  }

  /** The same for what decides nothing by itself: lists leave out what is damaged, which is told of. */
  <T> T glance(Function<Registry, T> read) {
    try (Transaction transaction = context.store().begin(context.config().stepTimeout())) {
      return read.apply(new Registry(transaction.snapshot(), context.keys(), damage::found));
    }
  }

  /**
   * By which nodes others are failed and which make a quorum, as the store has it now. Reads all records; nothing is
   * decided by it, so damaged ones are left out.
   */
  Electorate electorate() {
    return glance(registry -> registry.electorate(context.config().votes()));
  }
}
