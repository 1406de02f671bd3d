package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipView;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.protocol.schema.WritableRegistry;
import dev.rollcall.runtime.Complaint.Code;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.MemoryStore;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** While a join waits, health says for what. */
@Timeout(180)
class JoinWaitTest {
  private final TestCluster cluster = new TestCluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private static String waitingFor(TestMember member) {
    return member.member().health().waitingFor().orElse("nothing");
  }

  private static void awaitWaitingFor(TestMember member, String start) {
    Await.until(() -> "it waits for " + start + ", not for " + waitingFor(member),
        () -> waitingFor(member).startsWith(start));
  }

  private static void awaitMember(TestMember member, CompletableFuture<MembershipView> joined) throws Exception {
    Await.result(joined);
    assertThat(member.member().state()).isEqualTo(NodeState.ACTIVE);
    Await.until(() -> "it waits for nothing, not for " + waitingFor(member),
        () -> waitingFor(member).equals("nothing"));
  }

  @Test
  void a_join_waits_for_the_store() throws Exception {
    TestMember n1 = cluster.start("n1");
    assertThat(waitingFor(n1)).isEqualTo("nothing");
    n1.way().cut();
    var joined = n1.member().join();
    awaitWaitingFor(n1, "the store, which cannot be reached");
    assertThat(n1.member().health().storeReachable()).isFalse();
    n1.way().heal();
    awaitMember(n1, joined);
  }

  @Test
  void a_join_waits_for_another_process_and_says_which_and_until_when() throws Exception {
    cluster.joined(1);
    TestMember first = cluster.start("n2");
    Await.result(first.member().join());
    TestMember second = cluster.start("n2");
    var joined = second.member().join();
    awaitWaitingFor(second, "another process that is n2: incarnation " + cluster.incarnation("n2")
        + ", Active, address n2:7000; no heartbeat seen since ");
    assertThat(waitingFor(second)).containsPattern("; without one, taken over at \\d{4}-[-:.TZ\\d]+ at the earliest$");
    assertThat(second.member().health().complaints()).extracting(Complaint::code).containsExactly(Code.JOIN_WAITING);
    first.way().pause();
    awaitMember(second, joined);
    first.way().resume();
  }

  @ParameterizedTest
  @CsvSource({"JOINING,true", "ACTIVE,true", "LEAVING,true", "JOINING,false", "ACTIVE,false", "LEAVING,false"})
  void a_second_process_of_a_node_says_so_whatever_the_record_of_the_first_is(NodeState state, boolean beats) {
    MemoryStore store = new MemoryStore();
    ManualMember second = new ManualMember("n1", store);
    try (Transaction transaction = store.begin()) {
      WritableRegistry registry = Registry.writable(transaction, second.context().keys());
      long incarnation = registry.nextIncarnation();
      registry.requireFormat();
      registry.putRecord(second.context().self(), new NodeRecord(state, incarnation, "first:1"));
      if (beats) {
        registry.putHeartbeat(second.context().self(), new Heartbeat(incarnation, 1));
      }
      transaction.commit();
    }
    second.driver().join();
    second.pass(ManualMember.CONFIG.leaseDuration().dividedBy(2));
    assertThat(second.driver().health().waitingFor().orElse("nothing"))
        .startsWith("another process that is n1: incarnation 1, " + state.specName() + ", address first:1; ")
        .contains(beats ? "taken over at " : "it has no heartbeat, so it is never taken over");
    assertThat(second.driver().health().isHealthy()).isFalse();
  }

  @Test
  void a_join_that_waits_for_another_process_says_so_when_the_store_is_away() throws Exception {
    cluster.joined(1);
    TestMember second = cluster.start("n1");
    var joined = second.member().join();
    awaitWaitingFor(second, "another process");
    second.way().cut();
    awaitWaitingFor(second, "the store");
    assertThat(second.member().health().storeReachable()).isFalse();
    second.way().heal();
    awaitWaitingFor(second, "another process");
    assertThat(second.member().health().storeReachable()).isTrue();
    assertThat(joined).isNotDone();
  }

  @Test
  void a_join_waits_for_a_quorum_and_says_which_nodes_do_not_answer() throws Exception {
    cluster.joined(2);
    SwitchedProbes links = new SwitchedProbes();
    links.cutFrom("n1", "n2");
    TestMember n3 = cluster.start("n3", builder -> builder.probes(links));
    var joined = n3.member().join();
    awaitWaitingFor(n3, "a quorum: it reaches 1 of 3 living nodes, itself included, and needs 2; no answer from n1 n2");
    assertThat(joined).isNotDone();
    links.cutFrom("n1");
    awaitMember(n3, joined);
  }

  @Test
  void a_join_that_is_given_up_waits_for_nothing() throws Exception {
    cluster.joined(1);
    TestMember second = cluster.start("n1");
    second.member().join();
    awaitWaitingFor(second, "another process");
    Await.result(second.member().leave());
    Await.until("it waits for nothing", () -> waitingFor(second).equals("nothing"));
  }
}
