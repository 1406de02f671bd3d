package dev.rollcall.protocol;

import dev.rollcall.Electorate;
import dev.rollcall.MembershipConfig;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.PrimaryRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.StoreFixture;
import dev.rollcall.store.memory.MemorySnapshot;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Production processes on one embedded store, with a clock and a network that a test moves by hand. */
public final class TestCluster {
  public final MemoryStore store = new MemoryStore();
  public final Keys keys = new Keys("test");
  public final MembershipConfig config;
  public final Journal journal;
  public long nanos = 1_000;
  public long tokens;

  private long wallAheadNanos;

  private final List<TestProcess> processes = new ArrayList<>();
  private final Set<Set<NodeId>> partitioned = new HashSet<>();

  public TestCluster() {
    this(MembershipConfig.DEFAULT, Journal.OFF);
  }

  TestCluster(MembershipConfig config) {
    this(config, Journal.OFF);
  }

  public TestCluster(Journal journal) {
    this(MembershipConfig.DEFAULT, journal);
  }

  private TestCluster(MembershipConfig config, Journal journal) {
    this.journal = journal;
    this.config = config;
  }

  /** A cluster whose nodes watch one successor, and the primary. */
  static TestCluster watchingOne() {
    return new TestCluster(MembershipConfig.DEFAULT.withSuccessors(1));
  }

  /** A process that has not joined. */
  public TestProcess process(String id) {
    return process(id, config);
  }

  /** A process that has not joined, with settings of its own. */
  public TestProcess process(String id, MembershipConfig own) {
    TestProcess process = new TestProcess(this, NodeId.of(id), own);
    processes.add(process);
    return process;
  }

  /** A process of a node that is Active. */
  public TestProcess member(String id) {
    TestProcess process = joining(id);
    if (process.recordState() == NodeState.JOINING) {
      process.does(new NodeJoinComplete());
    }
    return process;
  }

  /** A process that has joined, which makes it a member only if it is the first. */
  public TestProcess joining(String id) {
    TestProcess process = process(id);
    process.does(new NodeJoin());
    return process;
  }

  public void passes(Duration time) {
    nanos += time.toNanos();
  }

  /** The machines sleep: only their wall clocks go on. */
  public void isSuspendedFor(Duration time) {
    wallAheadNanos += time.toNanos();
  }

  public Instant wallTime() {
    return Instant.EPOCH.plusNanos(nanos + wallAheadNanos);
  }

  public ClockReading reading() {
    return new ClockReading(nanos, wallTime().toEpochMilli());
  }

  /** Time passes in which everybody but these is heard and looks, until members call these silent. */
  public void fallsSilent(TestProcess... silent) {
    List<TestProcess> heard = new ArrayList<>(processes);
    heard.removeAll(List.of(silent));
    for (int i = 0; i <= 3; i++) {
      heard.stream().filter(process -> process.state.isRunning()).forEach(p -> p.does(new SendHeartbeat()));
      heard.forEach(TestProcess::looks);
      passes(config.failureTimeout().dividedBy(3));
    }
  }

  public void partitions(TestProcess one, TestProcess other) {
    partitioned.add(Set.of(one.id, other.id));
  }

  /** This process reaches nobody, and nobody it. */
  public void isolates(TestProcess one) {
    processes.stream().filter(other -> !other.id.equals(one.id)).forEach(other -> partitions(one, other));
  }

  public boolean reaches(NodeId one, NodeId other) {
    return !partitioned.contains(Set.of(one, other));
  }

  /** What the store holds under {@code key} is replaced by bytes that nothing decodes. */
  public void damages(Bytes key) {
    StoreFixture.commit(store, transaction -> transaction.set(key, Bytes.utf8("\u0007")));
  }

  public MemorySnapshot contents() {
    return store.snapshot();
  }

  public Registry registry() {
    return new Registry(store.snapshot(), keys);
  }

  public NodeState state(TestProcess process) {
    return registry().state(process.id);
  }

  public MembershipView view() {
    return registry().view();
  }

  public Electorate electorate() {
    return registry().electorate(config.votes());
  }

  public PrimaryRecord primary() {
    return registry().primary();
  }

  public Set<NodeId> votersAgainst(TestProcess target) {
    return registry().voters(target.id);
  }
}
