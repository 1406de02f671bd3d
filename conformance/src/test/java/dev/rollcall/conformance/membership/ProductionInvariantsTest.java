package dev.rollcall.conformance.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.conformance.replay.InvariantViolation;
import dev.rollcall.detector.Watch;
import dev.rollcall.protocol.Attempt;
import dev.rollcall.protocol.ClockReading;
import dev.rollcall.protocol.Lease;
import dev.rollcall.protocol.NodeJoin;
import dev.rollcall.protocol.NodeJoinComplete;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.SendHeartbeat;
import dev.rollcall.protocol.Settlement;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.PrimaryRecord;
import dev.rollcall.protocol.schema.Registry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each invariant of the production objects can fail, and says of whom. */
class ProductionInvariantsTest {
  private static final NodeId N1 = NodeId.of("n1");
  private static final NodeId N2 = NodeId.of("n2");

  /** An action of the protocol that does whatever the test wants, so that nothing has to be reached into. */
  private static final class SyncViews extends ProtocolAction {
    private Function<Attempt, ProcessState> effect = Attempt::process;

    SyncViews() {
      super(List.of());
    }

    @Override
    protected ProcessState effect(Attempt attempt) {
      return effect.apply(attempt);
    }
  }

  private final SyncViews anything = new SyncViews();
  private SimulatedCluster cluster;

  /** n1 is primary, n2 is a member, both have adopted the second view. */
  @BeforeEach
  void startTwoMembers() {
    ModelConstants constants = new ModelConstants(List.of(N1, N2), Map.of("n1", N1, "n2", N2), 1, false);
    cluster = new SimulatedCluster(new Settlement(), Journal.OFF, constants, SharedStore.embedded());
    take(new NodeJoin(), "n1");
    take(new NodeJoin(), "n2");
    take(new NodeJoinComplete(), "n2");
    become("n1", p -> with(p, cluster.registry().view(), p.believesPrimary(), p.primaryTerm(), p.lease()));
    assertThat(violated()).isEmpty();
  }

  private void take(ProtocolAction action, String process) {
    assertThat(cluster.perform(action, process, null)).isInstanceOf(StepOutcome.Performed.class);
  }

  private void write(String process, Function<Attempt, ProcessState> effect) {
    anything.effect = effect;
    take(anything, process);
  }

  private void become(String process, Function<ProcessState, ProcessState> change) {
    write(process, attempt -> change.apply(attempt.process()));
  }

  private void record(String process, NodeState state) {
    write(process, attempt -> {
      NodeRecord old = attempt.registry().record(attempt.self());
      attempt.registry().putRecord(attempt.self(), new NodeRecord(state, old.incarnation(), old.address()));
      return attempt.process();
    });
  }

  private static ProcessState with(
      ProcessState p, MembershipView view, boolean believesPrimary, long term, Lease lease) {
    return new ProcessState(p.incarnation(), view, believesPrimary, term, lease, p.watch());
  }

  private static ProcessState withView(ProcessState p, MembershipView view) {
    return with(p, view, p.believesPrimary(), p.primaryTerm(), p.lease());
  }

  private static ProcessState claiming(ProcessState p, long term) {
    return with(p, p.view(), true, term, p.lease());
  }

  private static ProcessState withoutLease(ProcessState p) {
    return with(p, p.view(), p.believesPrimary(), p.primaryTerm(), Lease.NONE);
  }

  private Set<String> violated() {
    return names(ProductionInvariants.violatedBy(cluster));
  }

  private static Set<String> names(List<InvariantViolation> violations) {
    Set<String> names = new HashSet<>();
    violations.forEach(violation -> names.add(violation.name()));
    return names;
  }

  @Test
  void twoPrimariesUnderLiveLeases() {
    become("n2", p -> claiming(p, 1));
    assertThat(violated()).containsExactlyInAnyOrder("NoSplitBrain", "PrimaryClaimIsCurrent");
    become("n2", ProductionInvariantsTest::withoutLease);
    assertThat(violated()).isEmpty();
  }

  @Test
  void aClaimToAnotherTermThanTheStores() {
    become("n1", p -> claiming(p, 2));
    assertThat(violated()).containsExactly("PrimaryClaimIsCurrent");
  }

  @Test
  void aClaimToAnOfficeThatIsVacant() {
    write("n1", attempt -> {
      attempt.registry().putPrimary(attempt.registry().primary().vacated());
      return attempt.process();
    });
    assertThat(violated()).containsExactly("PrimaryClaimIsCurrent");
  }

  @Test
  void twoViewsOfOneNumber() {
    become("n1", p -> withView(p, new MembershipView(1, List.of(N1))));
    assertThat(violated()).isEmpty();
    become("n2", p -> withView(p, new MembershipView(1, List.of(N1, N2))));
    assertThat(violated()).containsExactly("MembershipConsistency");
    assertThat(ProductionInvariants.violatedBy(cluster)).extracting(InvariantViolation::explanation)
        .containsExactly("view 1 is [n1] at n1 but [n1, n2] at n2");
  }

  @Test
  void aViewOfTheCurrentNumberThatIsNotTheStores() {
    MembershipView without = new MembershipView(cluster.registry().viewNumber(), List.of(N2));
    become("n2", p -> withView(p, without));
    become("n1", p -> withView(p, new MembershipView(1, List.of(N1))));
    assertThat(violated()).containsExactly("LeaveDetection");
  }

  @Test
  void aLeftNodeInAViewThatIsCurrent() {
    write("n2", attempt -> {
      attempt.registry().putRecord(attempt.self(), null);
      return ProcessState.NEW;
    });
    assertThat(violated()).containsExactly("LeaveDetection");
  }

  @Test
  void aMemberThatSeesNothing() {
    become("n2", p -> withView(p, MembershipView.NONE));
    assertThat(violated()).containsExactly("JoinAtomicity");
  }

  @Test
  void aMemberThatDoesNotSeeItself() {
    become("n2", p -> withView(p, new MembershipView(1, List.of(N1))));
    assertThat(violated()).containsExactly("JoinAtomicity");
  }

  @Test
  void aJoiningNodeThatSeesMore() {
    record("n2", NodeState.JOINING);
    assertThat(violated()).contains("JoinAtomicity");
  }

  @Test
  void aStoppedProcessThatStillSeesOrHoldsSomething() {
    become("n2", p -> new ProcessState(0, p.view(), false, 0, Lease.NONE, Watch.NONE));
    assertThat(violated()).containsExactly("JoinAtomicity");
    become("n2", p -> new ProcessState(0, MembershipView.NONE, true, 0, Lease.NONE, Watch.NONE));
    assertThat(violated()).containsExactly("JoinAtomicity");
    become("n2", p -> new ProcessState(0, MembershipView.NONE, false, 0, Lease.from(new ClockReading(0, 0), java.time.Duration.ZERO),
        Watch.NONE));
    assertThat(violated()).containsExactly("JoinAtomicity");
    become("n2", p -> ProcessState.NEW);
    assertThat(violated()).isEmpty();
  }

  @Test
  void aPrimaryThatIsNotActive() {
    write("n2", attempt -> {
      PrimaryRecord.Holder ghost = new PrimaryRecord.Holder(NodeId.of("n9"), 9, 0);
      attempt.registry().putPrimary(new PrimaryRecord(1, java.util.Optional.of(ghost)));
      return attempt.process();
    });
    become("n1", ProductionInvariantsTest::withoutLease);
    assertThat(violated()).containsExactly("PrimaryIsActive");
  }

  @Test
  void aFailedNodeWithALiveLease() {
    record("n2", NodeState.FAILED);
    assertThat(violated()).contains("FailedMeansLeaseOver");
    become("n2", ProductionInvariantsTest::withoutLease);
    assertThat(violated()).doesNotContain("FailedMeansLeaseOver");
  }

  @Test
  void aLiveLeaseOnARecordOfAnotherProcess() {
    write("n2", attempt -> {
      NodeRecord old = attempt.registry().record(attempt.self());
      attempt.registry().putRecord(attempt.self(), new NodeRecord(old.state(), 99, old.address()));
      return attempt.process();
    });
    assertThat(violated()).containsExactly("FailedMeansLeaseOver");
  }

  @Test
  void aVoterThatMayNotVote() {
    record("n2", NodeState.LEAVING);
    become("n1", ProductionInvariantsTest::withoutLease);
    assertThat(violated()).isEmpty();
    assertThat(violatedIfSuspects(N2, N1)).containsExactly("VotersMayVote");
  }

  @Test
  void aLiveLeaseThatIsSuspected() {
    assertThat(violatedIfSuspects(N2, N1)).containsExactly("LiveLeaseNotSuspected");
    become("n1", ProductionInvariantsTest::withoutLease);
    assertThat(violatedIfSuspects(N2, N1)).isEmpty();
  }

  @Test
  void aLiveLeaseThatIsCalledSilent() {
    cluster.findSilent("n2", N1, new SendHeartbeat());
    assertThat(violated()).containsExactly("LiveLeaseNotSuspected");
    cluster.endLease("n1");
    assertThat(violated()).isEmpty();
  }

  private Set<String> violatedIfSuspects(NodeId voter, NodeId suspect) {
    return names(ProductionInvariants.violatedBy(cluster, new Registry(cluster.snapshot().store(), new Keys("replay")) {
      @Override
      public SortedSet<NodeId> voters(NodeId target) {
        return new TreeSet<>(target.equals(suspect) ? List.of(voter) : List.of());
      }
    }));
  }

  @Test
  void theTestsAboveAreOfAllInvariants() {
    assertThat(ProductionInvariants.NAMES).containsExactlyInAnyOrder("NoSplitBrain", "MembershipConsistency",
        "JoinAtomicity", "LeaveDetection", "PrimaryClaimIsCurrent", "PrimaryIsActive", "FailedMeansLeaseOver",
        "VotersMayVote", "LiveLeaseNotSuspected");
  }
}
