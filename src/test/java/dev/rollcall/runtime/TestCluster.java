package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Members with real threads and clocks on one store, watched for two primaries at once. */
final class TestCluster implements AutoCloseable {
  /** Leases are short, and it takes a stall of more than a second to be taken for dead. */
  static final MembershipConfig CONFIG = new MembershipConfig(
      Duration.ofMillis(400), Duration.ofMillis(1_500), 0.01, Duration.ofMillis(1_000), 1, 4);

  private static final String NAME = "test";

  private final Store store;
  private final MembershipConfig config;
  private final Keys keys = new Keys(NAME);
  private final List<TestMember> members = new CopyOnWriteArrayList<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final ClaimSampler claims = new ClaimSampler(
      () -> members.stream().map(TestMember::member).toList(), List.of(), violations::add);

  TestCluster() {
    this(new MemoryStore(), CONFIG);
  }

  /**
   * @param store closed with the cluster
   */
  TestCluster(Store store, MembershipConfig config) {
    this.store = store;
    this.config = config;
  }

  Store store() {
    return store;
  }

  Keys keys() {
    return keys;
  }

  List<TestMember> members() {
    return List.copyOf(members);
  }

  TestMember start(String id) {
    return start(id, builder -> builder);
  }

  /** Starts a member that does nothing yet. */
  TestMember start(String id, UnaryOperator<MemberBuilder> more) {
    return start(id, UnaryOperator.identity(), more);
  }

  /**
   * @param trouble what else stands between the member and the store
   */
  TestMember start(String id, UnaryOperator<Store> trouble, UnaryOperator<MemberBuilder> more) {
    WayToStore way = new WayToStore(trouble.apply(store));
    Heard heard = new Heard();
    MemberBuilder builder =
        ClusterMember.of(NAME, NodeId.of(id), way).config(config).address(id + ":7000").listener(heard);
    TestMember member = new TestMember(more.apply(builder).start(), way, heard);
    members.add(member);
    return member;
  }

  /** So many members named n1, n2 and so on, the first of them primary. */
  List<TestMember> joined(int count) throws Exception {
    for (int i = 1; i <= count; i++) {
      Await.result(start("n" + i).member().join());
    }
    members.forEach(m -> m.awaitIn(count));
    Await.until("one is primary", () -> primary().isPresent());
    return members();
  }

  Optional<TestMember> primary() {
    return members.stream().filter(TestMember::isPrimary).findFirst();
  }

  TestMember awaitPrimaryAmong(List<TestMember> candidates) {
    Await.until(
        () -> "one of these is primary: " + candidates.stream().map(TestMember::heard).map(Heard::events).toList(),
        () -> candidates.stream().anyMatch(TestMember::isPrimary));
    return candidates.stream().filter(TestMember::isPrimary).findFirst().orElseThrow();
  }

  <T> T read(Function<Registry, T> read) {
    try (Transaction transaction = store.begin()) {
      return read.apply(new Registry(transaction, keys));
    }
  }

  /** Null if there is none. */
  NodeRecord record(String id) {
    return read(registry -> registry.record(NodeId.of(id)));
  }

  /** 0 if there is none. */
  long incarnation(String id) {
    NodeRecord record = record(id);
    return record == null ? 0 : record.incarnation();
  }

  List<Long> incarnations(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> incarnation("n" + i)).toList();
  }

  /** Waits until the node has sent so many heartbeats more. */
  void awaitHeartbeats(String id, int count) {
    long before = counter(id);
    Await.until(() -> id + " sends " + count + " heartbeats", () -> counter(id) >= before + count);
  }

  long counter(String id) {
    return read(registry -> registry.heartbeat(NodeId.of(id)).map(Heartbeat::counter).orElse(0L));
  }

  /** Closes all members, and fails if there ever were two primaries at once. */
  @Override
  public void close() {
    members.forEach(m -> m.member().close());
    claims.close();
    store.close();
    assertThat(violations).as("older terms claimed after newer ones").isEmpty();
    members.forEach(m ->
        assertThat(m.heard().wasToldTwoThingsAtOnce()).as("%s told two things at once", m.id()).isFalse());
  }
}
