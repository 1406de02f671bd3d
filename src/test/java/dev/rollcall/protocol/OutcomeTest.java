package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.MemorySnapshot;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every action does when its transaction does not simply commit; each is tried where it would succeed. */
class OutcomeTest {

  /** An action ready to be performed, and a key it has to read. */
  record Ready(TestCluster cluster, TestProcess process, ProtocolAction action, TestProcess target, Bytes read) {
    StepOutcome perform(Fault fault) {
      return process.meeting(fault).tries(action, target);
    }
  }

  enum Case {
    NODE_JOIN(c -> ready(c, c.process("n9"), new NodeJoin())),
    NODE_JOIN_COMPLETE(c -> ready(c, c.joining("n9"), new NodeJoinComplete())),
    NODE_LEAVE(c -> ready(c, c.member("n9"), new NodeLeave())),
    NODE_LEAVE_OF_A_JOINING_NODE(c -> ready(c, c.joining("n9"), new NodeLeave())),
    NODE_LEAVE_COMPLETE(c -> ready(c, having(c.member("n9"), new NodeLeave()), new NodeLeaveComplete())),
    SEND_HEARTBEAT(c -> ready(c, c.member("n9"), new SendHeartbeat())),
    DETECT_FAILURE(Case::suspecting),
    MARK_NODE_FAILED(c -> {
      Ready suspecting = suspecting(c);
      having(suspecting.process(), suspecting.action(), suspecting.target());
      return new Ready(c, suspecting.process(), new MarkNodeFailed(), suspecting.target(), suspecting.read());
    }),
    NODE_FORGET(c -> {
      TestProcess failed = failed(c);
      return new Ready(c, c.member("n7"), new NodeForget(), failed, c.keys.node(failed.id));
    }),
    NODE_RECOVER(c -> ready(c, failed(c), new NodeRecover())),
    TAKE_OVER(c -> {
      TestProcess old = c.member("n9");
      TestProcess restarted = c.process("n9");
      c.fallsSilent(old);
      return ready(c, restarted, new TakeOver());
    }),
    ELECT_PRIMARY(c -> ready(c, having(c.member("n9"), new SyncViews()), new ElectPrimary())),
    PRIMARY_STEP_DOWN(c -> {
      c.member("n8");
      TestProcess n9 = having(c.member("n9"), new ElectPrimary());
      c.isolates(n9);
      return ready(c, n9, new PrimaryStepDown());
    });

    final Function<TestCluster, Ready> setUp;

    Case(Function<TestCluster, Ready> setUp) {
      this.setUp = setUp;
    }

    /** In a cluster of two more members and without a primary. */
    Ready ready() {
      return ready(Journal.OFF);
    }

    Ready ready(Journal journal) {
      TestCluster cluster = new TestCluster(journal);
      TestProcess n1 = cluster.member("n1");
      cluster.member("n2");
      cluster.member("n3");
      having(n1, new NodeLeave());
      having(n1, new NodeLeaveComplete());
      return setUp.apply(cluster);
    }

    private static Ready ready(TestCluster cluster, TestProcess process, ProtocolAction action) {
      return new Ready(cluster, process, action, null, cluster.keys.node(process.id));
    }

    private static Ready suspecting(TestCluster cluster) {
      TestProcess n8 = cluster.member("n8");
      TestProcess n9 = cluster.member("n9");
      cluster.fallsSilent(n8);
      return new Ready(cluster, n9, new DetectFailure(), n8, cluster.keys.heartbeat(n8.id));
    }

    private static TestProcess failed(TestCluster cluster) {
      Ready suspecting = suspecting(cluster);
      having(suspecting.process(), suspecting.action(), suspecting.target());
      having(suspecting.process(), new MarkNodeFailed(), suspecting.target());
      return suspecting.target();
    }

    private static TestProcess having(TestProcess process, ProtocolAction action) {
      return having(process, action, null);
    }

    private static TestProcess having(TestProcess process, ProtocolAction action, TestProcess target) {
      process.does(action, target);
      return process;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void withoutAFaultTheActionIsPerformed(Case each) {
    assertThat(each.ready().perform(Fault.NONE)).isInstanceOf(StepOutcome.Performed.class);
  }

  static Stream<Case> cases() {
    return Stream.of(Case.values());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aConflictChangesNothing(Case each) {
    unchangedBy(each.ready(), Fault.CONFLICT, Refusal.CONFLICT);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aStoreLostAtAnyCallChangesNothing(Case each) {
    Refusal refusal =
        each == Case.PRIMARY_STEP_DOWN ? Refusal.LEASE_STILL_LIVE : Refusal.STORE_UNAVAILABLE;
    for (int call = 0; call < 4; call++) {
      unchangedBy(each.ready(), Fault.unavailableAt(call), refusal);
    }
  }

  private static void unchangedBy(Ready ready, Fault fault, Refusal reason) {
    ready.process().meeting(fault).isRefused(ready.action(), ready.target(), reason);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anUnknownOutcomeGivesTheProcessNothingItDidNotHave(Case each) {
    for (Fault fault : List.of(Fault.UNKNOWN_COMMITTED, Fault.UNKNOWN_NOT_COMMITTED)) {
      Ready ready = each.ready();
      ProcessState before = ready.process().state;
      MemorySnapshot contents = ready.cluster().contents();
      StepOutcome outcome = ready.perform(fault);
      assertThat(outcome).isInstanceOf(StepOutcome.OutcomeUnknown.class);
      assertThat(outcome.process()).isEqualTo(ready.action().underWay(before))
          .isIn(before, before.outOfOffice(), before.outOfOffice().withLease(Lease.NONE));
      assertThat(ready.cluster().contents().equals(contents)).isEqualTo(fault == Fault.UNKNOWN_NOT_COMMITTED);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aDamagedValueIsSurfacedWithItsKeyAndNothingIsWritten(Case each) {
    Ready ready = each.ready();
    ready.cluster().damages(ready.read());
    MemorySnapshot contents = ready.cluster().contents();
    assertThatThrownBy(() -> ready.perform(Fault.NONE)).isInstanceOf(DamagedValueException.class)
        .hasMessageContaining("'" + Keys.describe(ready.read()) + "'");
    assertThat(ready.cluster().contents()).isEqualTo(contents);
  }
}
