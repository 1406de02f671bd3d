package dev.rollcall.conformance.membership;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.conformance.explore.StoreFault;
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
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Production processes on one store, and the world around them that the spec calls the
 * environment: a clock that stands still until a lease period passes, links and store connections that
 * can be cut, processes that die. Not thread-safe.
 */
final class SimulatedCluster {
  /** Leases shorter than a period, and periods just long enough to call a node silent. */
  static final MembershipConfig CONFIG =
      new MembershipConfig(Duration.ofSeconds(10), Duration.ofSeconds(15), 0.01, Duration.ofSeconds(15), 1, 4);

  /** When in a period members look at each other: while the leases renewed in it are still live. */
  private static final Duration UNTIL_LOOK = Duration.ofSeconds(9);

  private static final Duration AFTER_LOOK = CONFIG.failureTimeout().minus(UNTIL_LOOK);

  /** Actions that a paused process may take on a lease it checked before the pause. */
  private static final Set<String> TRUST_LEASE = Set.of("DetectFailure", "MarkNodeFailed", "ElectPrimary");

  /** Tries to find out what became of a step, before the store is given up; one is enough for the embedded one. */
  private static final int SETTLEMENTS = 10;

  /** Shared by all clusters, for a snapshot of one may be restored in another. */
  private static final AtomicLong TOKENS = new AtomicLong();

  private final Settlement settlement;
  private final Observer observer;
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
  private Map<NodeId, Heartbeat> heartbeatsAtPeriodStart = Map.of();
  private long nanos;

  /** What the clock shows to the action being performed; means nothing between actions. */
  private long actingNanos;

  /** The last one taken, and what was decoded of the store, for as long as nothing changes. */
  private ClusterSnapshot snapshot;

  private MemorySnapshot decoded;
  private Registry registry;

  /**
   * @param shared an empty store; closed with the cluster
   */
  SimulatedCluster(
      Settlement settlement, Observer observer, Journal journal, ModelConstants constants, SharedStore shared) {
    this.shared = shared;
    this.failing = new ArmedStore(shared.store());
    this.settlement = settlement;
    this.observer = observer;
    this.journal = journal;
    this.constants = constants;
    this.config = config(constants);
    this.names = constants.nodeOf().keySet().stream().sorted().toList();
    names.forEach(process -> {
      contexts.add(context(process, shared.store()));
      failingContexts.add(context(process, failing.store()));
    });
    this.processes = names.stream().map(process -> ProcessState.NEW).toList();
    this.snapshot = new ClusterSnapshot(
        shared.contents(), processes, partitioned, cut, heartbeatsAtPeriodStart, nanos);
  }

  /** Each node watches all others, as in the spec. */
  private static MembershipConfig config(ModelConstants constants) {
    int votes = constants.votes();
    return CONFIG.withSuccessors(Math.max(constants.nodeOf().size(), 2 * votes)).withVotes(votes);
  }

  private NodeContext context(String process, Store way) {
    InstantSource wallClock = () -> Instant.EPOCH.plusNanos(nanos);
    NodeId node = constants.nodeOf().get(process);
    return new NodeContext(node, address(process), keys, new CuttableStore(way, () -> cut.contains(process)),
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
    return perform(step, index, target, contexts.get(index));
  }

  /** The same with the store failing under way. */
  FaultedOutcome performUnder(StoreFault fault, ProtocolAction step, String process, NodeId target) {
    int index = names.indexOf(process);
    failing.arm(StoreFaults.scripted(fault));
    StepOutcome outcome = perform(step, index, target, failingContexts.get(index));
    return new FaultedOutcome(outcome, failing.hasStruck());
  }

  /**
   * A step under a fault.
   *
   * @param struck whether it met the fault
   */
  record FaultedOutcome(StepOutcome outcome, boolean struck) {}

  private StepOutcome perform(ProtocolAction step, int process, NodeId target, NodeContext context) {
    ProcessState before = processes.get(process);
    boolean acceptsOldLease = constants.pauses() && before.lease().granted() && TRUST_LEASE.contains(step.name());
    actingNanos = acceptsOldLease ? before.lease().sinceNanos() : nanos;
    StepOutcome outcome = step.perform(context, before, target);
    put(process, outcome);
    // A driver does nothing else before it knows.
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

  /** One lease period: leases renewed in it are live when members look, and over when it ends. */
  void passLeasePeriod() {
    nanos += UNTIL_LOOK.toNanos();
    actingNanos = nanos;
    for (int process = 0; process < contexts.size(); process++) {
      ProcessState before = processes.get(process);
      ProcessState looked = observer.look(contexts.get(process), before);
      boolean pausedThroughIt = constants.pauses() && !looked.watch().isUnbroken(nanos, Duration.ZERO);
      put(process, pausedThroughIt ? before : looked);
    }
    shared.stepped();
    nanos += AFTER_LOOK.toNanos();
    heartbeatsAtPeriodStart = registry().heartbeats();
  }

  // Back to where it was.

  /** The same object until something changes. */
  ClusterSnapshot snapshot() {
    MemorySnapshot stored = shared.contents();
    if (!snapshot.hasParts(stored, processes, partitioned, cut, heartbeatsAtPeriodStart, nanos)) {
      snapshot = new ClusterSnapshot(stored, processes, partitioned, cut, heartbeatsAtPeriodStart, nanos);
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
    heartbeatsAtPeriodStart = earlier.heartbeatsAtPeriodStart();
    nanos = earlier.nanos();
    snapshot = earlier;
  }

  /** Closes the store; the cluster is of no use then. */
  void close() {
    shared.close();
  }

  // What can be seen.

  ModelConstants constants() {
    return constants;
  }

  MembershipConfig config() {
    return config;
  }

  Keys keys() {
    return keys;
  }

  /** Sorted. Everything about processes is in this order. */
  List<String> processNames() {
    return names;
  }

  ProcessState process(int index) {
    return processes.get(index);
  }

  NodeId nodeOf(int process) {
    return contexts.get(process).self();
  }

  long nowNanos() {
    return nanos;
  }

  /** The shared state as the store has it now. */
  Registry registry() {
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

  /** Whether the node's heartbeat is another than when this lease period began. */
  boolean hasRisen(NodeId node, Heartbeat current) {
    return !current.equals(heartbeatsAtPeriodStart.get(node));
  }

  /** Whether a look at the end of this period would continue the process's watch. */
  boolean isWatching(int process) {
    return processes.get(process).watch().isUnbroken(nanos + UNTIL_LOOK.toNanos(), config.lookGap());
  }

  /** The running process whose incarnation the record carries, or -1. */
  int ownerOf(NodeId node, NodeRecord record) {
    for (int i = 0; record != null && i < names.size(); i++) {
      ProcessState process = processes.get(i);
      if (process.isRunning() && process.incarnation() == record.incarnation() && nodeOf(i).equals(node)) {
        return i;
      }
    }
    return -1;
  }

  /** A probe is answered if the link works and the process that owns the peer's record runs. */
  private boolean reaches(NodeId from, NodeId peer) {
    boolean linked = partitioned.isEmpty() || !partitioned.contains(Set.of(from, peer));
    return linked && ownerOf(peer, registry().record(peer)) >= 0;
  }
}
