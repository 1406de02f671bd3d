package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.migration.LeastLoaded;
import dev.rollcall.protocol.schema.Failures;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.runtime.Complaint.Code;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a process makes of the failures of its node that the store counts. The wall clock begins at 1970. */
class RejoinDelayTest {
  private static final NodeId N1 = NodeId.of("n1");
  private static final Duration LONGEST = MemberSettings.of(ManualMember.CONFIG).rejoinDelay();
  private static final Duration STEP = Duration.ofSeconds(1);

  private final MemoryStore store = new MemoryStore();
  private final ManualMember n1 = member("n1");
  private final ManualMember n2 = member("n2");

  private ManualMember member(String id) {
    return new ManualMember(id, store, Runnable::run, Runnable::run, Runnable::run, new LeastLoaded());
  }

  @BeforeEach
  void another_node_is_active() {
    n2.driver().join();
    n2.pass(STEP);
  }

  private void failuresAre(Bytes value) {
    try (Transaction transaction = store.begin()) {
      transaction.set(new Keys("test").failures(N1), value);
      transaction.commit();
    }
  }

  private Duration timeToJoin() {
    n1.driver().join();
    Duration passed = Duration.ZERO;
    while (n1.driver().state() != NodeState.ACTIVE) {
      assertThat(passed).isLessThan(LONGEST.multipliedBy(2));
      n1.pass(STEP);
      n2.pass(STEP);
      passed = passed.plus(STEP);
    }
    return passed;
  }

  @Test
  void three_failures_in_a_row_cost_nothing() {
    failuresAre(new Failures(RejoinDelay.FREE, 0).encode());
    assertThat(timeToJoin()).isLessThanOrEqualTo(STEP);
  }

  @Test
  void the_fourth_costs_a_failure_timeout_and_each_after_it_twice_as_much() {
    for (int more = 1; more <= 3; more++) {
      failuresAre(new Failures(RejoinDelay.FREE + more, 0).encode());
      assertThat(timeToJoinInNewCluster(more)).isBetween(
          ManualMember.CONFIG.failureTimeout().multipliedBy(1L << more - 1).minus(STEP),
          ManualMember.CONFIG.failureTimeout().multipliedBy(1L << more - 1).plusSeconds(5));
    }
  }

  private static Duration timeToJoinInNewCluster(int more) {
    RejoinDelayTest other = new RejoinDelayTest();
    other.another_node_is_active();
    other.failuresAre(new Failures(RejoinDelay.FREE + more, 0).encode());
    return other.timeToJoin();
  }

  @Test
  void many_cost_the_longest_delay_though_the_clock_that_noticed_them_was_ahead() {
    failuresAre(new Failures(Long.MAX_VALUE, Long.MAX_VALUE).encode());
    n1.driver().join();
    n1.pass(STEP);
    assertThat(n1.complainsOf(Code.JOIN_WAITING)).isTrue();
    assertThat(timeToJoin()).isBetween(LONGEST.minus(STEP.multipliedBy(2)), LONGEST.plusSeconds(5));
    assertThat(n1.complainsOf(Code.JOIN_WAITING)).isFalse();
  }

  @Test
  void those_of_long_ago_cost_nothing() {
    failuresAre(new Failures(100, -LONGEST.toMillis() - 1).encode());
    assertThat(timeToJoin()).isLessThanOrEqualTo(STEP);
  }

  @Test
  void what_cannot_be_read_costs_nothing() {
    failuresAre(Bytes.of(HexFormat.of().parseHex("09")));
    assertThat(timeToJoin()).isLessThanOrEqualTo(STEP);
  }
}
