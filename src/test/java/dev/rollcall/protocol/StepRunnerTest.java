package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.FaultScript;
import dev.rollcall.store.memory.ScriptedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepRunnerTest {
  private final TestCluster cluster = new TestCluster();
  private final TestProcess n1 = cluster.member("n1");
  private final List<Duration> pauses = new ArrayList<>();
  private boolean goesOn = true;

  private StepRunner runner(RetryPolicy policy) {
    return new StepRunner(new Settlement(), policy, this::passes, () -> 0.5);
  }

  private boolean passes(Duration pause) {
    pauses.add(pause);
    cluster.passes(pause);
    return goesOn;
  }

  private StepOutcome leaves(Fault... faults) {
    return runner(RetryPolicy.within(MembershipConfig.DEFAULT))
        .run(new NodeLeave(), meeting(faults), n1.state, null);
  }

  private NodeContext meeting(Fault... faults) {
    return n1.through(new ScriptedStore(cluster.store, FaultScript.inOrder(faults)));
  }

  @Test
  void aStepThatGoesThroughIsTriedOnce() {
    assertThat(leaves()).isInstanceOf(StepOutcome.Performed.class);
    assertThat(pauses).isEmpty();
  }

  @Test
  void conflictsAndOutagesAreOvercome() {
    assertThat(leaves(Fault.CONFLICT, Fault.UNAVAILABLE, Fault.unavailableAt(2))).isInstanceOf(StepOutcome.Performed.class);
    assertThat(pauses).hasSize(3).isSorted();
  }

  @Test
  void anUnknownOutcomeIsSettledNotRepeated() {
    StepOutcome outcome = leaves(Fault.UNKNOWN_COMMITTED, Fault.UNAVAILABLE);
    assertThat(outcome).isInstanceOf(StepOutcome.Performed.class);
    assertThat(outcome.process().believesPrimary()).isFalse();
    assertThat(pauses).hasSize(2);
  }

  @Test
  void whatTryingAgainWouldNotChangeIsNotTriedAgain() {
    NodeContext context = meeting();
    StepOutcome outcome = runner(RetryPolicy.within(MembershipConfig.DEFAULT))
        .run(new ElectPrimary(), context, n1.state, null);
    assertThat(outcome).isEqualTo(new StepOutcome.Refused(Refusal.PRIMARY_EXISTS, n1.state));
    assertThat(pauses).isEmpty();
  }

  @Test
  void attemptsAreBounded() {
    StepOutcome outcome = runner(new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofDays(1)))
        .run(new NodeLeave(), always(Fault.CONFLICT), n1.state, null);
    assertThat(outcome).isEqualTo(new StepOutcome.Refused(Refusal.CONFLICT, n1.state));
    assertThat(pauses).hasSize(2);
  }

  @Test
  void noAttemptBeginsAfterTheDeadline() {
    RetryPolicy policy = new RetryPolicy(1_000, Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(10));
    StepOutcome outcome = runner(policy).run(new NodeLeave(), always(Fault.UNAVAILABLE), n1.state, null);
    assertThat(outcome).isEqualTo(new StepOutcome.Refused(Refusal.STORE_UNAVAILABLE, n1.state));
    assertThat(pauses).hasSize(10);
  }

  @Test
  void whatStaysUnknownIsToldAsUnknownAndCanBeSettledLater() {
    goesOn = false;
    StepOutcome outcome = leaves(Fault.UNKNOWN_COMMITTED);
    assertThat(outcome).isInstanceOf(StepOutcome.OutcomeUnknown.class);
    StepOutcome settled = runner(RetryPolicy.within(MembershipConfig.DEFAULT))
        .settle(new NodeLeave(), meeting(Fault.CONFLICT), (StepOutcome.OutcomeUnknown) outcome, null);
    assertThat(settled).isInstanceOf(StepOutcome.Performed.class);
    assertThat(pauses).hasSize(1);
  }

  private NodeContext always(Fault fault) {
    return n1.through(new ScriptedStore(cluster.store, FaultScript.always(fault)));
  }
}
