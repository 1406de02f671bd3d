package dev.rollcall.conformance.membership;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.Observer;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.memory.MemorySnapshot;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Production processes on one embedded store, and the world around them that the spec calls the
 * environment: a clock that stands still until a lease period passes, links and store connections that
 * can be cut, processes that die. Not thread-safe.
 */
final class SimulatedCluster {
  /** Leases shorter than a period, and periods just long enough to call a node silent. */
  static final MembershipConfig CONFIG =
      new MembershipConfig(Duration.ofSeconds(10), Duration.ofSeconds(15), 0.01, Duration.ofSeconds(15), 1);

  /** When in a period members look at each other: while the leases renewed in it are still live. */
  private static final Duration UNTIL_LOOK = Duration.ofSeconds(9);

  private static final Duration AFTER_LOOK = CONFIG.failureTimeout().minus(UNTIL_LOOK);

  /** Actions that a paused process may take on a lease it checked before the pause. */
  private static final Set<String> TRUST_LEASE = Set.of("DetectFailure", "MarkNodeFailed", "ElectPrimary");

  /** Shared by all clusters, for a snapshot of one may be restored in another. */
  private static final AtomicLong TOKENS = new AtomicLong();

  private final Protocol protocol;
  private final Observer observer;
  private final ModelConstants constants;
  private final MembershipConfig config;
  private final MemoryStore store = new MemoryStore();
  private final Keys keys = new Keys("replay");
  private final Map<String, NodeContext> contexts = new TreeMap<>();

  // Each is replaced when it changes, never changed itself, so that fingerprints need no copies.
  private SortedMap<String, ProcessState> processes = new TreeMap<>();
  private Set<Set<NodeId>> partitioned = Set.of();
  private Set<String> cut = Set.of();
  private Map<NodeId, Heartbeat> heartbeatsAtPeriodStart = Map.of();
  private long nanos;

  /** What the clock shows to the action being performed; means nothing between actions. */
  private long actingNanos;

  SimulatedCluster(Protocol protocol, Observer observer, ModelConstants constants) {
    this.protocol = protocol;
    this.observer = observer;
    this.constants = constants;
    this.config = CONFIG.withVotes(constants.votes());
    constants.nodeOf().forEach((process, node) -> {
      contexts.put(process, context(process, node));
      processes.put(process, ProcessState.NEW);
    });
  }

  private NodeContext context(String process, NodeId node) {
    InstantSource wallClock = () -> Instant.EPOCH.plusNanos(nanos);
    return new NodeContext(node, "address-of-" + process, keys, new CuttableStore(store, () -> cut.contains(process)),
        () -> actingNanos, wallClock, peer -> reaches(node, peer), config,
        () -> new UUID(0, TOKENS.incrementAndGet()));
  }

  // What the protocol does.

  /** Lets a process take one action of the protocol. */
  StepOutcome perform(String action, String process, NodeId target) {
    ProtocolAction step = protocol.action(action);
    ProcessState before = processes.get(process);
    boolean acceptsOldLease = constants.pauses() && TRUST_LEASE.contains(action) && before.lease().granted();
    actingNanos = acceptsOldLease ? before.lease().sinceNanos() : nanos;
    StepOutcome outcome = step.perform(contexts.get(process), before, target);
    put(process, outcome.process());
    return outcome;
  }

  // What the environment does.

  void crash(String process) {
    put(process, ProcessState.NEW);
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

  private void put(String process, ProcessState state) {
    if (processes.get(process) != state) {
      processes = new TreeMap<>(processes);
      processes.put(process, state);
    }
  }

  /** One lease period: leases renewed in it are live when members look, and over when it ends. */
  void passLeasePeriod() {
    nanos += UNTIL_LOOK.toNanos();
    actingNanos = nanos;
    processes = new TreeMap<>(processes);
    processes.replaceAll((name, process) -> {
      ProcessState looked = observer.look(contexts.get(name), process);
      boolean pausedThroughIt = constants.pauses() && !looked.watch().isUnbroken(nanos, Duration.ZERO);
      return pausedThroughIt ? process : looked;
    });
    nanos += AFTER_LOOK.toNanos();
    heartbeatsAtPeriodStart = registry().heartbeats();
  }

  // What can be seen.

  ModelConstants constants() {
    return constants;
  }

  MembershipConfig config() {
    return config;
  }

  Collection<String> processNames() {
    return processes.keySet();
  }

  ProcessState process(String name) {
    return processes.get(name);
  }

  NodeId nodeOf(String process) {
    return constants.nodeOf().get(process);
  }

  long nowNanos() {
    return nanos;
  }

  /** The shared state as the store has it now. */
  Registry registry() {
    return new Registry(store.snapshot(), keys);
  }

  MemorySnapshot snapshot() {
    return store.snapshot();
  }

  /** All that can change in this cluster and its world. Equal fingerprints are mostly the same objects. */
  private record Fingerprint(
      MemorySnapshot store, Map<String, ProcessState> processes, Set<Set<NodeId>> partitioned, Set<String> cut,
      Map<NodeId, Heartbeat> heartbeatsAtPeriodStart, long nanos) {}

  Object fingerprint() {
    return new Fingerprint(store.snapshot(), processes, partitioned, cut, heartbeatsAtPeriodStart, nanos);
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
  boolean isWatching(String process) {
    return processes.get(process).watch().isUnbroken(nanos + UNTIL_LOOK.toNanos(), config.lookGap());
  }

  /** The running process whose incarnation the record carries, or null. */
  String ownerOf(NodeId node, NodeRecord record) {
    for (Map.Entry<String, ProcessState> entry : processes.entrySet()) {
      ProcessState process = entry.getValue();
      if (record != null && process.isRunning() && process.incarnation() == record.incarnation()
          && nodeOf(entry.getKey()).equals(node)) {
        return entry.getKey();
      }
    }
    return null;
  }

  /** A probe is answered if the link works and the process that owns the peer's record runs. */
  private boolean reaches(NodeId from, NodeId peer) {
    return !partitioned.contains(Set.of(from, peer)) && ownerOf(peer, registry().record(peer)) != null;
  }
}
