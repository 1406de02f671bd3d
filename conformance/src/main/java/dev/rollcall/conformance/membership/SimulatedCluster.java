package dev.rollcall.conformance.membership;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.Tags;
import dev.rollcall.conformance.explore.StoreFault;
import dev.rollcall.detector.Watch;
import dev.rollcall.protocol.ClockReading;
import dev.rollcall.protocol.Lease;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.Observer;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.Settlement;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.memory.MemorySnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

/**
 * Production processes on one store, and the world around them that the spec calls the environment: a clock for each
 * process that stands still until its lease ends or it finds another silent, links and store connections that can be
 * cut, processes that die. What is built on the membership acts here, too. Not thread-safe.
 */
public final class SimulatedCluster {
  /** Looks half a failure timeout apart, with a heartbeat before each, continue a watch and keep a lease. */
  static final MembershipConfig CONFIG =
      new MembershipConfig(Duration.ofSeconds(10), Duration.ofSeconds(12), 0.01, Duration.ofSeconds(12), 1, 4);

  private static final Duration BETWEEN_LOOKS = CONFIG.failureTimeout().dividedBy(2);

  /** Actions that a paused process may take on a lease it checked before the pause. */
  private static final Set<String> TRUST_LEASE = Set.of("DetectFailure", "MarkNodeFailed", "ElectPrimary");

  /** Tries to find out what became of a step, before the store is given up; one is enough for the embedded one. */
  private static final int SETTLEMENTS = 10;

  /** Shared by all clusters, for a snapshot of one may be restored in another. */
  private static final AtomicLong TOKENS = new AtomicLong();

  /** Others do nothing. */
  public static final Runnable NOTHING = () -> {};

  private final Settlement settlement;
  private final Journal journal;
  private final ModelConstants constants;
  private final MembershipConfig config;
  private final SharedStore shared;
  private final Keys keys = new Keys("replay");
  private final List<String> names;
  private final List<NodeContext> contexts = new ArrayList<>();
  private final ArmedStore failing;
  private final List<NodeContext> failingContexts = new ArrayList<>();

  // Each is replaced when it changes, never changed itself, so that snapshots need no copies.
  private List<ProcessState> processes;
  private Set<Set<NodeId>> partitioned = Set.of();
  private Set<String> cut = Set.of();
  private List<Long> clocks;

  /** What the clock shows to the action being performed; means nothing between actions. */
  private long actingNanos;

  /** An incarnation whose process does not know yet that it has it, and answers probes as if it did; 0 for none. */
  private long joining;

  /** The last one taken, and what was decoded of the store, for as long as nothing changes. */
  private ClusterSnapshot snapshot;

  private MemorySnapshot decoded;
  private Registry registry;

  /**
   * @param shared an empty store; closed with the cluster
   */
  SimulatedCluster(
      Settlement settlement, Journal journal, ModelConstants constants, SharedStore shared) {
    this.shared = shared;
    this.failing = new ArmedStore(shared.store());
    this.settlement = settlement;
    this.journal = journal;
    this.constants = constants;
    this.config = config(constants);
    this.names = constants.nodeOf().keySet().stream().sorted().toList();
    names.forEach(process -> {
      contexts.add(context(process, shared.store()));
      failingContexts.add(context(process, failing.store()));
    });
    this.processes = names.stream().map(process -> ProcessState.NEW).toList();
    this.clocks = names.stream().map(process -> 0L).toList();
    this.snapshot = new ClusterSnapshot(shared.contents(), processes, clocks, partitioned, cut);
  }

  /** Each node watches all others, as in the spec. */
  private static MembershipConfig config(ModelConstants constants) {
    int votes = constants.votes();
    return CONFIG.withSuccessors(Math.max(constants.nodeOf().size(), 2 * votes)).withVotes(votes);
  }

  private NodeContext context(String process, Store way) {
    InstantSource wallClock = () -> Instant.EPOCH.plusNanos(actingNanos);
    NodeId node = constants.nodeOf().get(process);
    return new NodeContext(node, address(process), Tags.NONE, keys, new CuttableStore(way, () -> cut.contains(process)),
        () -> actingNanos, wallClock, peer -> reaches(node, peer), config,
        () -> new UUID(0, TOKENS.incrementAndGet()), journal);
  }

  /** What a process gives as its address. */
  static String address(String process) {
    return "address-of-" + process;
  }

  // What the protocol does.

  /** Lets a process take one action of the protocol. */
  StepOutcome perform(ProtocolAction step, String process, NodeId target) {
    int index = names.indexOf(process);
    return perform(step, index, target, contexts.get(index), NOTHING);
  }

  /**
   * The same with the store failing under way.
   *
   * @param meanwhile what others do after a step whose outcome is unknown, before it is settled
   */
  FaultedOutcome performUnder(
      StoreFault fault, ProtocolAction step, String process, NodeId target, Runnable meanwhile) {
    int index = names.indexOf(process);
    failing.arm(StoreFaults.scripted(fault));
    StepOutcome outcome = perform(step, index, target, failingContexts.get(index), meanwhile);
    return new FaultedOutcome(outcome, failing.hasStruck());
  }

  /**
   * A step under a fault.
   *
   * @param struck whether it met the fault
   */
  record FaultedOutcome(StepOutcome outcome, boolean struck) {}

  private StepOutcome perform(
      ProtocolAction step, int process, NodeId target, NodeContext context, Runnable meanwhile) {
    ProcessState before = processes.get(process);
    setClock(process, TRUST_LEASE.contains(step.name()));
    StepOutcome outcome = step.perform(context, before, target);
    put(process, outcome);
    if (outcome instanceof StepOutcome.OutcomeUnknown unknown && meanwhile != NOTHING) {
      joining = unknown.ifApplied().incarnation();
      try {
        meanwhile(meanwhile);
      } finally {
        joining = 0;
      }
    }
    // Its driver does nothing else before it knows.
    for (int tries = 0; outcome instanceof StepOutcome.OutcomeUnknown unknown; tries++) {
      if (tries == SETTLEMENTS) {
        throw new StoreUnavailableException("the store did not say what became of " + step.name() + " of "
            + names.get(process) + " when asked " + tries + " times; see to the store and replay again");
      }
      outcome = settlement.settle(step, context, unknown, target);
      put(process, outcome);
    }
    return outcome;
  }

  /** What others do while a process does not know what became of its step. */
  public void meanwhile(Runnable others) {
    long acting = actingNanos;
    try {
      others.run();
    } finally {
      actingNanos = acting;
    }
  }

  private void setClock(int process, boolean trustsLease) {
    actingNanos = trustsLease ? trusting(process).nanos() : clocks.get(process);
  }

  /**
   * Lets a process do something with the store that changes nothing of the membership.
   *
   * @param trustsLease whether a paused process may do so on a lease it checked before the pause
   */
  public <T> T act(String process, boolean trustsLease, BiFunction<NodeContext, ProcessState, T> action) {
    return act(names.indexOf(process), trustsLease, action, contexts);
  }

  /** The same with the store failing under way. */
  public <T> Faulted<T> actUnder(
      StoreFault fault, String process, boolean trustsLease, BiFunction<NodeContext, ProcessState, T> action) {
    failing.arm(StoreFaults.scripted(fault));
    T result = act(names.indexOf(process), trustsLease, action, failingContexts);
    return new Faulted<>(result, failing.hasStruck());
  }

  /**
   * What was done under a fault.
   *
   * @param struck whether it met the fault
   */
  public record Faulted<T>(T result, boolean struck) {}

  private <T> T act(
      int process, boolean trustsLease, BiFunction<NodeContext, ProcessState, T> action, List<NodeContext> ways) {
    setClock(process, trustsLease);
    T result = action.apply(ways.get(process), processes.get(process));
    shared.stepped();
    return result;
  }

  /**
   * Holds a process that could not reach the store against the trace: a store that fails by itself would pass for a
   * guard that refuses.
   *
   * @throws StoreUnavailableException if the trace has not cut it off
   */
  public void requireCut(String process, String action) {
    if (!cut.contains(process)) {
      throw new StoreUnavailableException("the store did not answer " + process + " in " + action
          + ", though the trace has not cut it off; see to the store and replay again");
    }
  }

  // What the environment does.

  void crash(String process) {
    put(names.indexOf(process), ProcessState.NEW);
  }

  void setCut(String process, boolean isCut) {
    cut = with(cut, process, isCut);
  }

  void setPartitioned(Set<NodeId> link, boolean isPartitioned) {
    partitioned = with(partitioned, link, isPartitioned);
  }

  private static <T> Set<T> with(Set<T> set, T element, boolean contained) {
    Set<T> changed = new HashSet<>(set);
    if (contained) {
      changed.add(element);
    } else {
      changed.remove(element);
    }
    return changed;
  }

  private void put(int process, StepOutcome outcome) {
    shared.stepped();
    put(process, outcome.process());
  }

  private void put(int process, ProcessState state) {
    if (processes.get(process) != state) {
      ProcessState[] changed = processes.toArray(new ProcessState[0]);
      changed[process] = state;
      processes = List.of(changed);
    }
  }

  /** The process's clock moves to where its lease is over. */
  void endLease(String process) {
    int index = names.indexOf(process);
    Lease lease = processes.get(index).lease();
    pass(index, Duration.ofNanos(lease.leftNanos(reading(index))));
  }

  /**
   * The process watches the target for the failure timeout on its own clock. It looks at the nodes that are still
   * silent to it, too, and keeps its lease by heartbeats. A node that has sent a heartbeat since it was found silent is
   * left out: no time passes for that one.
   */
  void findSilent(String process, NodeId target, ProtocolAction heartbeat) {
    int index = names.indexOf(process);
    Watch watch = processes.get(index).watch();
    Set<NodeId> targets = new TreeSet<>(watch.silent());
    targets.removeIf(node -> registry().heartbeat(node).filter(now -> watch.isSilent(node, now)).isEmpty());
    targets.add(target);
    if (processes.get(index).isRunning()) {
      targets.remove(nodeOf(index));
    }
    look(index, targets);
    for (Duration watched = Duration.ZERO; watched.compareTo(config.failureTimeout()) < 0;
        watched = watched.plus(BETWEEN_LOOKS)) {
      if (processes.get(index).isRunning()) {
        perform(heartbeat, process, null);
      }
      pass(index, BETWEEN_LOOKS);
      look(index, targets);
    }
  }

  private void look(int process, Set<NodeId> targets) {
    setClock(process, false);
    Observer observer = new Observer(Observer.HEARD, (context, registry) -> heartbeats(registry, targets));
    put(process, observer.look(contexts.get(process), processes.get(process)));
    shared.stepped();
  }

  private static SortedMap<NodeId, Heartbeat> heartbeats(Registry registry, Set<NodeId> nodes) {
    SortedMap<NodeId, Heartbeat> heartbeats = new TreeMap<>();
    nodes.forEach(node -> registry.heartbeat(node).ifPresent(heartbeat -> heartbeats.put(node, heartbeat)));
    return heartbeats;
  }

  private void pass(int process, Duration time) {
    Long[] changed = clocks.toArray(new Long[0]);
    changed[process] += time.toNanos();
    clocks = List.of(changed);
  }

  // Back to where it was.

  /** The same object until something changes. */
  ClusterSnapshot snapshot() {
    MemorySnapshot stored = shared.contents();
    if (!snapshot.hasParts(stored, processes, clocks, partitioned, cut)) {
      snapshot = new ClusterSnapshot(stored, processes, clocks, partitioned, cut);
    }
    return snapshot;
  }

  void restore(ClusterSnapshot earlier) {
    if (shared.contents() != earlier.store()) {
      shared.restore(earlier.store());
    }
    processes = earlier.processes();
    partitioned = earlier.partitioned();
    cut = earlier.cut();
    clocks = earlier.clocks();
    snapshot = earlier;
  }

  /** Closes the store; the cluster is of no use then. */
  void close() {
    shared.close();
  }

  // What can be seen.

  /** The node ids. */
  public List<NodeId> nodes() {
    return constants.nodes();
  }

  ModelConstants constants() {
    return constants;
  }

  MembershipConfig config() {
    return config;
  }

  public Keys keys() {
    return keys;
  }

  /** Sorted. Everything about processes is in this order. */
  public List<String> processNames() {
    return names;
  }

  public ProcessState process(int index) {
    return processes.get(index);
  }

  public NodeId nodeOf(int process) {
    return contexts.get(process).self();
  }

  /** What the process's clocks show now. */
  public ClockReading reading(int process) {
    long nanos = clocks.get(process);
    return new ClockReading(nanos, Duration.ofNanos(nanos).toMillis());
  }

  /** The same for what a process does on a lease that it checked before it was paused, if it ever is. */
  ClockReading trusting(int process) {
    Lease lease = processes.get(process).lease();
    return constants.pauses() && lease.granted() ? lease.since() : reading(process);
  }

  /** All that the store holds now; the same object until something changes. */
  public MemorySnapshot stored() {
    return shared.contents();
  }

  /** The shared state as the store has it now. */
  public Registry registry() {
    MemorySnapshot stored = shared.contents();
    if (stored != decoded) {
      registry = new Registry(stored, keys);
      decoded = stored;
    }
    return registry;
  }

  Set<Set<NodeId>> partitioned() {
    return partitioned;
  }

  Set<String> cut() {
    return cut;
  }

  /** The running process whose incarnation the record carries, or -1. */
  public int ownerOf(NodeId node, NodeRecord record) {
    for (int i = 0; record != null && i < names.size(); i++) {
      ProcessState process = processes.get(i);
      if (process.isRunning() && process.incarnation() == record.incarnation() && nodeOf(i).equals(node)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * A probe is answered if the link works and the process that owns the peer's record runs. One that does not know yet
   * that it has joined answers, too: that it may not is a link that does not work, which the spec has by itself.
   */
  private boolean reaches(NodeId from, NodeId peer) {
    boolean linked = partitioned.isEmpty() || !partitioned.contains(Set.of(from, peer));
    NodeRecord record = registry().record(peer);
    return linked && (ownerOf(peer, record) >= 0 || record != null && record.incarnation() == joining);
  }
}
