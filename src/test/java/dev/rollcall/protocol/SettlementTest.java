package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.OutcomeTest.Case;
import dev.rollcall.protocol.OutcomeTest.Ready;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.memory.Fault;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An action whose outcome was unknown ends as if it had been performed once. */
class SettlementTest {
  private static final Settlement SETTLEMENT = new Settlement();

  private static NodeId target(Ready ready) {
    return ready.target() == null ? null : ready.target().id;
  }

  private static StepOutcome settle(Ready ready, StepOutcome unknown, Settlement settlement) {
    StepOutcome outcome = settlement.settle(
        ready.action(), ready.process().context, (StepOutcome.OutcomeUnknown) unknown, target(ready));
    ready.process().state = outcome.process();
    return outcome;
  }

  /** What the store holds, but for receipts, and for the number of a heartbeat that was sent twice. */
  private static Map<Bytes, Bytes> contents(Ready ready) {
    Map<Bytes, Bytes> contents = new TreeMap<>();
    ready.cluster().contents().forEach(entry -> contents.put(entry.key(), entry.value()));
    contents.keySet().removeIf(key -> key.toString().contains("receipts"));
    if (ready.action().isRepeatable()) {
      contents.remove(ready.cluster().keys.heartbeat(ready.process().id));
    }
    return contents;
  }

  private static void assertOneExecution(Case each, Fault... faults) {
    Ready plain = each.ready();
    ProcessState once = plain.perform(Fault.NONE).process();
    Ready faulted = each.ready();
    StepOutcome outcome = faulted.perform(faults[0]);
    for (int i = 1; i < faults.length; i++) {
      faulted.process().meeting(faults[i]);
      outcome = settle(faulted, outcome, SETTLEMENT);
    }
    assertThat(outcome).isInstanceOf(StepOutcome.OutcomeUnknown.class);
    assertThat(settle(faulted, outcome, SETTLEMENT)).isEqualTo(new StepOutcome.Performed(once));
    assertThat(contents(faulted)).isEqualTo(contents(plain));
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void anActionThatWasAppliedIsNotAppliedAgain(Case each) {
    assertOneExecution(each, Fault.UNKNOWN_COMMITTED);
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void anActionThatWasNotAppliedIsTriedAgain(Case each) {
    assertOneExecution(each, Fault.UNKNOWN_NOT_COMMITTED);
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void itMayBeUnknownMoreThanOnce(Case each) {
    assertOneExecution(each, Fault.UNKNOWN_NOT_COMMITTED, Fault.UNKNOWN_NOT_COMMITTED, Fault.UNKNOWN_COMMITTED);
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void whileTheStoreCannotBeReachedItStaysUnknown(Case each) {
    assertOneExecution(each, Fault.UNKNOWN_COMMITTED, Fault.unavailableAt(0), Fault.unavailableAt(1));
    assertOneExecution(each, Fault.UNKNOWN_NOT_COMMITTED, Fault.unavailableAt(0), Fault.unavailableAt(2));
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void aConflictWhileSettlingChangesNothingAndLeavesTheProcessAsItWas(Case each) {
    Ready ready = each.ready();
    ProcessState before = ready.process().state;
    StepOutcome unknown = ready.perform(Fault.UNKNOWN_NOT_COMMITTED);
    Map<Bytes, Bytes> contents = contents(ready);
    ready.process().meeting(Fault.CONFLICT);
    assertThat(settle(ready, unknown, SETTLEMENT)).isEqualTo(new StepOutcome.Refused(Refusal.CONFLICT, before));
    assertThat(contents(ready)).isEqualTo(contents);
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void aSettlementThatBelievesAnythingIsNoticed(Case each) {
    Ready ready = each.ready();
    Map<Bytes, Bytes> before = contents(ready);
    StepOutcome unknown = ready.perform(Fault.UNKNOWN_NOT_COMMITTED);
    StepOutcome outcome = settle(ready, unknown, new Settlement((attempt, receipt) -> true));
    assertThat(outcome).isInstanceOf(StepOutcome.Performed.class);
    if (!ready.action().isRepeatable()) {
      assertThat(contents(ready)).isEqualTo(before);
    }
  }

  @Test
  void withoutReceiptsAJoinWouldWaitForItsOwnRecord() {
    Ready ready = Case.NODE_JOIN.ready();
    StepOutcome unknown = ready.perform(Fault.UNKNOWN_COMMITTED);
    assertThat(settle(ready, unknown, new Settlement((attempt, receipt) -> false)))
        .isEqualTo(new StepOutcome.Refused(Refusal.NOT_IN_THIS_STATE, ProcessState.NEW));
  }

  @Test
  void whoeverWasSupersededMeanwhileIsFenced() {
    TestCluster cluster = new TestCluster();
    cluster.member("n1");
    TestProcess old = cluster.member("n2");
    old.meeting(Fault.UNKNOWN_NOT_COMMITTED);
    StepOutcome unknown = old.tries(new NodeLeave());
    TestProcess successor = cluster.process("n2");
    cluster.fallsSilent(old);
    successor.does(new TakeOver());
    successor.does(new NodeRecover());
    successor.does(new NodeJoin());
    StepOutcome outcome = SETTLEMENT.settle(
        new NodeLeave(), old.context, (StepOutcome.OutcomeUnknown) unknown, null);
    assertThat(outcome).isInstanceOf(StepOutcome.Refused.class)
        .extracting(refused -> ((StepOutcome.Refused) refused).reason()).isEqualTo(Refusal.FENCED);
  }

  @Test
  void anActionThatOnlyReadsLeavesNoReceipt() {
    TestCluster cluster = new TestCluster();
    TestProcess member = cluster.member("n1");
    long tokens = cluster.tokens;
    member.does(new SyncViews());
    member.does(new SendHeartbeat());
    assertThat(cluster.tokens).isEqualTo(tokens);
  }
}
