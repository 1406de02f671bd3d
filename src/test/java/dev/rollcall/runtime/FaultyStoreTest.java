package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipView;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.Seeds;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.FaultScript;
import dev.rollcall.store.memory.ScriptedStore;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Conflicts, unknown outcomes and lost calls in the steps of members. */
@Timeout(180)
class FaultyStoreTest {
  private static final double TROUBLE = 0.2;
  private static final int MEMBERS = 4;
  private static final int TURNS = 50;

  private final TestCluster cluster = new TestCluster();
  private final AtomicBoolean calm = new AtomicBoolean();

  @AfterEach
  void close() {
    cluster.close();
  }

  private FaultScript script(SplittableRandom random) {
    return transaction -> calm.get() || random.nextDouble() >= TROUBLE ? Fault.NONE : fault(random);
  }

  private static Fault fault(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> Fault.CONFLICT;
      case 1 -> Fault.UNKNOWN_COMMITTED;
      case 2 -> Fault.UNKNOWN_NOT_COMMITTED;
      default -> Fault.unavailableAt(random.nextInt(8));
    };
  }

  @ParameterizedTest
  @MethodSource("dev.rollcall.store.Seeds#seeds")
  void whateverTheStepsMeetTheClusterEndsConsistent(long seed) throws Exception {
    String repeat = Seeds.announce("FaultyStoreTest", seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 1; i <= MEMBERS; i++) {
      SplittableRandom own = random.split();
      cluster.start("n" + i, store -> new ScriptedStore(store, script(own)), UnaryOperator.identity()).member().join();
    }
    List<TestMember> members = cluster.members();
    members.forEach(m -> m.awaitIn(MEMBERS));
    for (int turn = 0; turn < TURNS; turn++) {
      TestMember member = members.get(random.nextInt(MEMBERS));
      Await.result(member.member().leave());
      assertThat(member.isPrimary()).as("%s after leaving; %s", member.id(), repeat).isFalse();
      Await.result(member.member().join());
    }
    calm.set(true);
    members.forEach(m -> m.awaitIn(MEMBERS));
    TestMember primary = cluster.awaitPrimaryAmong(members);
    Await.until("all agree on the primary and the view", () -> members.stream().allMatch(m ->
        m.member().primary().filter(p -> p.node().equals(primary.id())).isPresent()
            && m.member().view().equals(primary.member().view()) && m.member().health().settled()));
    assertThat(primary.member().view()).as(repeat).isEqualTo(cluster.<MembershipView>read(Registry::view));
    assertThat(members).as(repeat).filteredOn(TestMember::isPrimary).hasSize(1);
  }

  @Test
  void aPrimaryThatLeavesClaimsNothingFromBeforeTheCommitToItsSettlement() throws Exception {
    List<TestMember> members = cluster.joined(3);
    TestMember primary = cluster.primary().orElseThrow();
    Unsettled unsettled = new Unsettled(primary, cluster.keys().node(primary.id()));
    CompletableFuture<Void> left = primary.member().leave();
    unsettled.assertClaimsNothing();
    // The leave was applied, so others go on.
    cluster.awaitPrimaryAmong(members.stream().filter(m -> m != primary).toList());
    assertThat(primary.member().health().settled()).isFalse();
    assertThat(left).isNotDone();
    unsettled.end();
    Await.result(left);
  }

  @Test
  void aPrimaryThatResignsClaimsNothingFromBeforeTheCommitToItsSettlement() throws Exception {
    SwitchedProbes links = new SwitchedProbes();
    TestMember primary = cluster.start("n1", builder -> builder.probes(links));
    Await.result(primary.member().join());
    List<TestMember> others = List.of(cluster.start("n2"), cluster.start("n3"));
    for (TestMember other : others) {
      Await.result(other.member().join());
    }
    primary.awaitIn(3);
    assertThat(cluster.primary()).contains(primary);
    Unsettled unsettled = new Unsettled(primary, cluster.keys().primary());
    links.cutFrom("n2", "n3");
    unsettled.assertClaimsNothing();
    // The resignation was applied, so others go on.
    TestMember successor = cluster.awaitPrimaryAmong(others);
    unsettled.end();
    Await.until("it knows that it resigned", () -> primary.member().health().settled()
        && primary.member().primary().filter(p -> p.node().equals(successor.id())).isPresent());
    assertThat(primary.isPrimary()).as("without a quorum").isFalse();
  }

  /** Loses the reply to the commit that writes a key, and the store from then on. */
  private static final class Unsettled {
    private final TestMember member;
    private final CountDownLatch committing = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private volatile boolean written;

    Unsettled(TestMember member, Bytes key) {
      this.member = member;
      member.way().onCall(call -> onCall(call, key));
      member.way().tells(outcome -> written ? CommitOutcome.Unknown.INSTANCE : outcome);
    }

    private void onCall(WayToStore.Call call, Bytes key) {
      if (call.isWriteOf(key)) {
        written = true;
      } else if (written && call.name().equals("commit")) {
        committing.countDown();
        Await.opened(go);
      } else if (written && call.name().equals(WayToStore.BEGIN)) {
        member.way().cut();
      }
    }

    void assertClaimsNothing() {
      Await.opened(committing);
      assertThat(member.isPrimary()).as("claims before its resignation is committed").isFalse();
      go.countDown();
      Await.until("the step is unsettled", () -> !member.member().health().settled());
      assertThat(member.isPrimary()).as("claims while its resignation is unsettled").isFalse();
      assertThat(member.member().fence()).isEmpty();
    }

    void end() {
      member.way().onCall(call -> {});
      member.way().tells(outcome -> outcome);
      member.way().heal();
    }
  }
}
