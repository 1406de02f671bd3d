package dev.rollcall.conformance.simulate;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.detector.PeerProbes;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.Placements;
import dev.rollcall.runtime.MemberMetrics;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.MemorySnapshot;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** The members of one cluster in virtual time, and what stands between them. Not thread-safe. */
public final class Fleet {
  /** The name of the cluster in the store. */
  public static final String CLUSTER = "fleet";

  private static final Duration STEP = Duration.ofMillis(10);

  private final VirtualTime time = new VirtualTime();
  private final Keys keys = new Keys(CLUSTER);
  private final Store store;
  private final Store way;
  private final Protocol protocol;
  private final MembershipConfig config;
  private final MemberSettings settings;
  private final FleetListener listener;
  private final SplittableRandom random;
  private final List<FleetMember> members = new ArrayList<>();
  private final List<FleetMember> membersForAll = Collections.unmodifiableList(members);
  private final Map<NodeId, FleetMember> byNode = new HashMap<>();
  private final Set<Link> cut = new HashSet<>();
  private final Map<NodeId, SimulatedProbes> probes = new HashMap<>();
  private final List<Runnable> afterEachRun = new ArrayList<>();
  private MemberMetrics metrics = MemberMetrics.NONE;
  private boolean probing = true;
  private boolean storeAway;

  /** An empty embedded store for members in virtual time: that passes between transactions, so none grows old. */
  public static MemoryStore newStore() {
    return new MemoryStore(MemorySnapshot.EMPTY, () -> 0);
  }

  /** Members that reach their store without trouble; as the other otherwise. */
  public Fleet(Store store, MembershipConfig config, MemberSettings settings, FleetListener listener, long seed) {
    this(store, UnaryOperator.identity(), config, settings, listener, seed);
  }

  /** Members that take the steps of the protocol as specified; as the other otherwise. */
  public Fleet(
      Store store, UnaryOperator<Store> trouble, MembershipConfig config, MemberSettings settings,
      FleetListener listener, long seed) {
    this(store, trouble, Protocol.standard(), config, settings, listener, seed);
  }

  /**
   * @param store what all members share
   * @param trouble what stands between the members and the store; {@link UnaryOperator#identity} for nothing
   * @param protocol the steps that all members take
   * @param listener hears all members' events
   * @param seed of all that is random
   */
  public Fleet(
      Store store, UnaryOperator<Store> trouble, Protocol protocol, MembershipConfig config, MemberSettings settings,
      FleetListener listener, long seed) {
    this.store = store;
    this.way = trouble.apply(store);
    this.protocol = protocol;
    this.config = config;
    this.settings = settings;
    this.listener = listener;
    this.random = new SplittableRandom(seed);
  }

  /** The way of probes from one node to another, and of the answers back. */
  private record Link(NodeId from, NodeId to) {}

  /** Adds a node named {@code n1}, {@code n2} and so on, whose process does not run yet. */
  public FleetMember add() {
    return add(config, settings);
  }

  /** Adds a node like {@link #add()} does, with settings of its own. */
  public FleetMember add(MembershipConfig config, MemberSettings settings) {
    FleetMember member =
        new FleetMember(this, NodeId.of("n" + (members.size() + 1)), config, settings, random.split());
    members.add(member);
    byNode.put(member.node(), member);
    return member;
  }

  /** All of them, in the order in which they were added; not to be changed. */
  public List<FleetMember> members() {
    return membersForAll;
  }

  public VirtualTime time() {
    return time;
  }

  /** The member that is primary now, under a live lease. */
  public Optional<FleetMember> primary() {
    return members.stream().filter(FleetMember::isPrimary).findFirst();
  }

  /** Cuts the link between two nodes: neither answers the other's probes. */
  public void partition(FleetMember a, FleetMember b) {
    partitionOneWay(a, b);
    partitionOneWay(b, a);
  }

  /** From now on {@code from} cannot connect to {@code to}; the other way round is left as it is. */
  public void partitionOneWay(FleetMember from, FleetMember to) {
    cut.add(new Link(from.node(), to.node()));
  }

  public void heal(FleetMember a, FleetMember b) {
    cut.remove(new Link(a.node(), b.node()));
    cut.remove(new Link(b.node(), a.node()));
  }

  /** Whether neither node can connect to the other. */
  public boolean isPartitioned(FleetMember a, FleetMember b) {
    return cut.contains(new Link(a.node(), b.node())) && cut.contains(new Link(b.node(), a.node()));
  }

  /** Takes the store away from all processes, those that start from now on included. */
  public void takeStoreAway() {
    storeAway = true;
  }

  public void bringStoreBack() {
    storeAway = false;
  }

  public boolean isStoreAway() {
    return storeAway;
  }

  /**
   * Lets time pass until something holds.
   *
   * @return how long that took; empty if it did not come to hold in time
   */
  public Optional<Duration> passUntil(BooleanSupplier holds, Duration atMost) {
    long begun = time.nowNanos();
    while (!holds.getAsBoolean()) {
      if (time.nowNanos() - begun >= atMost.toNanos()) {
        return Optional.empty();
      }
      time.pass(STEP);
    }
    return Optional.of(Duration.ofNanos(time.nowNanos() - begun));
  }

  Keys keys() {
    return keys;
  }

  Store store() {
    return store;
  }

  /** The store as members reach it. */
  Store way() {
    return way;
  }

  Protocol protocol() {
    return protocol;
  }

  FleetListener listener() {
    return listener;
  }

  /** Whether each actor that has a host runs, under a live lease. */
  public boolean arePlacedActorsRunning() {
    try (Transaction transaction = store.begin()) {
      long placed = new Placements(transaction.snapshot(), keys).loads().values().stream()
          .mapToLong(Long::longValue).sum();
      long running = members.stream().filter(FleetMember::isRunning).mapToLong(member -> member.driver().actors()
          .running().keySet().stream().filter(member.driver().actors()::runs).count()).sum();
      return placed == running;
    }
  }

  /** Has something done whenever a member has run. */
  public void afterEachRun(Runnable action) {
    afterEachRun.add(action);
  }

  void hasRun() {
    afterEachRun.forEach(Runnable::run);
  }

  /** Has the processes that start from now on measured. */
  public void measure(MemberMetrics by) {
    metrics = by;
  }

  /** Has the processes that start from now on probe nobody: whoever is not silent counts as reached. */
  public void probeNobody() {
    probing = false;
  }

  PeerProbes probes(NodeId node) {
    if (!probing) {
      probes.remove(node);
      return PeerProbes.NONE;
    }
    SimulatedProbes own = new SimulatedProbes(this, node);
    probes.put(node, own);
    return own;
  }

  MemberMetrics metrics() {
    return metrics;
  }

  /** Whether a probe of one node by another gets any answer. */
  boolean answers(NodeId from, NodeId to) {
    FleetMember peer = byNode.get(to);
    return !cut.contains(new Link(from, to)) && peer != null && peer.isRunning() && !peer.isSuspended();
  }

  /** Whether a node probes another and gets no answer. */
  boolean lacksAnswers(NodeId from, NodeId to) {
    SimulatedProbes own = probes.get(from);
    return own != null && own.lacksAnswers(to);
  }

  @Override
  public String toString() {
    return "at " + time.now() + ": " + members;
  }
}
