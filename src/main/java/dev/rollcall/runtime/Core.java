package dev.rollcall.runtime;

import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.ClockReading;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.Observer;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.RetryPolicy;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.util.Set;
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
  private final Events events;
  private final SelfCheck check;
  private final Observer observer = new Observer();
  private volatile NodeState state = NodeState.LEFT;
  private Goal goal = Goal.NOTHING;
  private boolean expelled;

  Core(NodeContext context, Protocol protocol, MemberSettings settings, Surroundings around) {
    this.reach = new Reach(around.probes());
    this.context = context.withReachability(reach);
    this.settings = settings;
    this.around = around;
    this.metrics = new GuardedMetrics(around.metrics());
    this.steps = new Steps(this.context, protocol, metrics, around.random());
    this.events = new Events(around.listener(), metrics, around.tellers());
    this.check = new SelfCheck(settings);
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

  SelfCheck check() {
    return check;
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

  Alarm alarm() {
    return new Alarm(context.clock());
  }

  Backoff backoff() {
    return new Backoff(RetryPolicy.within(context.config()), around.random());
  }

  /** A time, more or less by half. */
  Duration about(Duration time) {
    return Duration.ofNanos((long) (time.toNanos() * (0.5 + around.random().getAsDouble())));
  }

  /**
   * Takes a step that only the owner of the record can take. A refusal that says that it is not is remembered.
   */
  void take(String name, NodeId target, Consumer<StepOutcome> then) {
    steps.take(name, target, outcome -> {
      if (outcome.isRefused(Refusal.FENCED)) {
        expelled = true;
      }
      then.accept(outcome);
    });
  }

  void take(String name, Consumer<StepOutcome> then) {
    take(name, null, then);
  }

  /** Reads the watched heartbeats; returns the nodes that have been silent for their timeout. */
  Set<NodeId> look() {
    steps.observe(process -> observer.look(context, process));
    return process().silent(reading());
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

  /** Whether this member, if primary, reaches enough of the council that the store has now. TLA+: {@code MayStay}. */
  boolean mayStay() {
    return read(registry -> registry.electorate(context.config().votes())).mayStay(self(), reach::reaches);
  }
}
