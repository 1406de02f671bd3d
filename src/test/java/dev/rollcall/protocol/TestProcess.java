package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.store.Store;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.MemorySnapshot;
import dev.rollcall.store.memory.ScriptedStore;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.LongSupplier;

/** One process of a {@link TestCluster}. What it tries is checked: a refusal must change nothing at all. */
public final class TestProcess {
  public final NodeId id;
  public final NodeContext context;
  public ProcessState state = ProcessState.NEW;

  private final TestCluster cluster;
  private final HookedStore store;
  private Fault nextFault = Fault.NONE;

  public TestProcess(TestCluster cluster, NodeId id, MembershipConfig config) {
    this.cluster = cluster;
    this.id = id;
    this.store = new HookedStore(new ScriptedStore(cluster.store, transaction -> takeFault()));
    LongSupplier clock = () -> cluster.nanos;
    this.context = new NodeContext(id, "address-of-" + id, cluster.keys, store, clock,
        cluster::wallTime, peer -> cluster.reaches(id, peer), config,
        () -> new UUID(0, ++cluster.tokens), cluster.journal);
  }

  /** All that is around this process, with another way to the store. */
  public NodeContext through(Store way) {
    return new NodeContext(id, context.address(), context.tags(), context.keys(), way, context.clock(), context.wallClock(),
        context.reachability(), context.config(), context.tokens(), context.journal());
  }

  private Fault takeFault() {
    Fault fault = nextFault;
    nextFault = Fault.NONE;
    return fault;
  }

  /** The next transaction of this process ends like this. */
  public TestProcess meeting(Fault fault) {
    nextFault = fault;
    return this;
  }

  /** This happens in the middle of the process's next transaction, after its reads and before its commit. */
  public TestProcess during(Runnable event) {
    store.beforeNextCommit(event);
    return this;
  }

  public StepOutcome tries(ProtocolAction action) {
    return tries(action, null);
  }

  public StepOutcome tries(ProtocolAction action, TestProcess target) {
    StepOutcome outcome = action.perform(context, state, target == null ? null : target.id);
    state = outcome.process();
    return outcome;
  }

  public void does(ProtocolAction action) {
    does(action, null);
  }

  public void does(ProtocolAction action, TestProcess target) {
    StepOutcome outcome = tries(action, target);
    assertThat(outcome).as("%s by %s", action.name(), id).isInstanceOf(StepOutcome.Performed.class);
  }

  public void isRefused(ProtocolAction action, Refusal reason) {
    isRefused(action, null, reason);
  }

  public void isRefused(ProtocolAction action, TestProcess target, Refusal reason) {
    ProcessState before = state;
    MemorySnapshot contents = cluster.contents();
    assertThat(tries(action, target)).as("%s by %s", action.name(), id)
        .isEqualTo(new StepOutcome.Refused(reason, before));
    assertThat(cluster.contents()).as("the store after a refused %s", action.name()).isEqualTo(contents);
  }

  /** The process commits nothing, because what happened meanwhile conflicts with what it read. */
  public void conflicts(ProtocolAction action, TestProcess target) {
    ProcessState before = state;
    assertThat(tries(action, target)).as("%s by %s", action.name(), id)
        .isEqualTo(new StepOutcome.Refused(Refusal.CONFLICT, before));
  }

  public void looks() {
    state = new Observer().look(context, state);
  }

  public boolean seesSilent(TestProcess other) {
    return cluster.registry().heartbeat(other.id)
        .map(heartbeat -> state.watch().isSilent(other.id, heartbeat)).orElse(false);
  }

  /** Whether it has seen the other's current heartbeat, and watches since. */
  public boolean watches(TestProcess other) {
    return watched().contains(other.id);
  }

  /** Whose current heartbeat it has seen. */
  public Set<NodeId> watched() {
    Set<NodeId> watched = new TreeSet<>();
    cluster.registry().heartbeats().forEach((node, heartbeat) -> {
      if (state.watch().watchedNanos(node, heartbeat) >= 0) {
        watched.add(node);
      }
    });
    return watched;
  }

  public boolean hasLiveLease() {
    return state.lease().isLive(cluster.reading());
  }

  public boolean isPrimary() {
    return state.isPrimary(cluster.reading());
  }

  public NodeState recordState() {
    return cluster.state(this);
  }
}
