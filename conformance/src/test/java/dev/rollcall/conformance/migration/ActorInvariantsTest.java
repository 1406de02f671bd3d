package dev.rollcall.conformance.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.conformance.membership.MembershipFactory;
import dev.rollcall.conformance.membership.MembershipSystem;
import dev.rollcall.conformance.membership.SharedStore;
import dev.rollcall.conformance.membership.SimulatedCluster;
import dev.rollcall.conformance.migration.SimulatedHosts.Running;
import dev.rollcall.conformance.replay.InvariantViolation;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.store.Transaction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each invariant of actors on the production objects can fail, and says of which. */
class ActorInvariantsTest {
  private static final ActorId ACTOR = ActorId.of("a1");
  private static final Value STATES = Value.funOf(Map.of(Value.of("n1"), Value.of("x"), Value.of("n2"), Value.of("x")));

  private MembershipSystem membership;
  private SimulatedCluster cluster;
  private SimulatedHosts hosts;

  /** n1 and n2 are members; a1 is placed at n1, which runs it. */
  @BeforeEach
  void startTwoMembers() {
    Map<String, Value> first = Map.of("registry", STATES, "running", STATES);
    membership = new MembershipFactory().starting(TraceHeader.of("", "", "", List.copyOf(first.keySet())),
        new TraceState(0, TraceState.INIT, Map.of(), first), StoredActors.keys()).apply(SharedStore.embedded());
    cluster = membership.cluster();
    hosts = new SimulatedHosts(cluster, ActorActions.STANDARD);
    take("NodeJoin", "n1");
    take("NodeJoin", "n2");
    take("NodeJoinComplete", "n2");
    hosts.activate(hosts.way(), "n1", ACTOR);
    assertThat(violated()).isEmpty();
  }

  private void take(String action, String process) {
    membership.perform(action, Map.of("p", Value.of(process)));
  }

  /** So that the next process to join is given an incarnation once more. */
  private void forgetWhoJoined() {
    cluster.act("n1", false, (context, state) -> {
      try (Transaction transaction = context.store().begin()) {
        transaction.clear(context.keys().node(context.self()));
        transaction.clear(context.keys().incarnation());
        return transaction.commit();
      }
    });
  }

  private ActorHost host(int process) {
    return new ActorHost(cluster.nodeOf(process), cluster.process(process).incarnation());
  }

  private Running running(int process, long epoch) {
    return new Running(cluster.process(process).incarnation(), Map.of(ACTOR, epoch));
  }

  private List<String> violated() {
    ActorConstants constants = new ActorConstants(List.of(ACTOR), 1);
    return ActorInvariants.violatedBy(cluster, constants, new StoredActors(cluster, constants), hosts).stream()
        .map(InvariantViolation::name).toList();
  }

  @Test
  void twoThatRunOneActorAreFound() {
    hosts.restore(List.of(running(0, 1), running(1, 1)));
    assertThat(violated()).containsExactly("SingleActivation", "RunsWherePlaced");
  }

  @Test
  void whoRunsWhatIsPlacedInAnotherEpochIsFound() {
    hosts.restore(List.of(running(0, 2), Running.NOTHING));
    assertThat(violated()).containsExactly("RunsWherePlaced");
  }

  @Test
  void whoRunsWhatIsDueIsFound() {
    take("NodeLeave", "n1");
    assertThat(violated()).containsExactly("RunsWherePlaced");
  }

  @Test
  void whoRunsWithoutHavingJoinedIsFound() {
    take("NodeLeave", "n2");
    take("NodeLeaveComplete", "n2");
    hosts.restore(List.of(hosts.snapshot().get(0), running(1, 1)));
    assertThat(violated()).containsExactly("ActorsNeedIncarnation");
  }

  @Test
  void twoThatPassTheFenceAreFound() {
    // Only where two processes share an incarnation, which the fence compares.
    Value node = Value.funOf(Map.of(Value.of("n1"), Value.of("x")));
    Map<String, Value> first = Map.of("registry", node, "running", STATES);
    TraceHeader twins = TraceHeader.of("", "", "", List.copyOf(first.keySet()))
        .withConstants(Map.of("First", Value.of("n1"), "Second", Value.of("n2")));
    membership = new MembershipFactory()
        .starting(twins, new TraceState(0, TraceState.INIT, Map.of(), first), StoredActors.keys())
        .apply(SharedStore.embedded());
    cluster = membership.cluster();
    hosts = new SimulatedHosts(cluster, ActorActions.STANDARD);
    take("NodeJoin", "n1");
    hosts.activate(hosts.way(), "n1", ACTOR);
    hosts.restore(List.of(running(0, 1), running(1, 1)));
    assertThat(violated()).contains("ActorsNeedIncarnation").doesNotContain("FencePassesOne");
    forgetWhoJoined();
    take("NodeJoin", "n2");
    hosts.restore(List.of(running(0, 1), running(1, 1)));
    assertThat(violated()).contains("FencePassesOne");
  }

  @Test
  void anIndexThatDoesNotFollowIsFound() {
    cluster.act("n1", false, (context, state) -> {
      try (Transaction transaction = context.store().begin()) {
        transaction.clear(context.keys().actors().placed(host(0), ACTOR));
        transaction.add(context.keys().actors().host(host(0)), -1);
        return transaction.commit();
      }
    });
    assertThat(violated()).containsExactly("IndexFollowsPlacements");
    take("NodeLeave", "n1");
    hosts.restore(List.of(Running.NOTHING, Running.NOTHING));
    assertThat(violated()).containsExactly("DueIsNotActive", "IndexFollowsPlacements");
  }
}
