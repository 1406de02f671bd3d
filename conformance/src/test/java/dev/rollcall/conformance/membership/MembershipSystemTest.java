package dev.rollcall.conformance.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.replay.ActionCoverage;
import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.replay.ReplayResult;
import dev.rollcall.conformance.replay.ReplayResult.Conforms;
import dev.rollcall.conformance.replay.ReplayResult.Diverged;
import dev.rollcall.conformance.replay.ReplayResult.Kind;
import dev.rollcall.conformance.replay.Replayer;
import dev.rollcall.conformance.replay.SystemUnderTest;
import dev.rollcall.conformance.trace.Trace;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.protocol.ElectPrimary;
import dev.rollcall.protocol.Guard;
import dev.rollcall.protocol.NodeJoin;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.protocol.ProtocolAction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MembershipSystemTest {
  private final ActionCoverage coverage = new ActionCoverage();

  private ReplayResult replay(MembershipFactory factory, Trace trace) {
    return new Replayer(factory).replay(trace.stream("two nodes"), coverage);
  }

  private ReplayResult replay(Trace trace) {
    return replay(new MembershipFactory(), trace);
  }

  private static MembershipFactory with(ProtocolAction mutant) {
    return new MembershipFactory(Protocol.standard().with(mutant));
  }

  private static SystemUnderTest start() {
    Trace trace = TwoNodes.join();
    return new MembershipFactory().start(trace.header(), trace.states().get(0));
  }

  private static Map<String, Value> process(String name) {
    return Map.of("p", Value.of(name));
  }

  @Test
  void the_instances_are_each_protocol_action_at_each_process_and_of_each_other_node() {
    Stream<String> actions = Protocol.standard().actions().stream()
        .flatMap(action -> Stream.of("n1", "n2").map(self -> action.hasTarget()
            ? action.name() + "(d = " + self + ", t = " + (self.equals("n1") ? "n2" : "n1") + ")"
            : action.name() + "(p = " + self + ")"));
    assertThat(start().instances()).extracting(ActionInstance::step)
        .containsExactlyElementsOf(actions.toList())
        .contains("MarkNodeFailed(d = n1, t = n2)", "NodeJoin(p = n2)")
        .noneMatch(step -> step.startsWith("NodeCrash") || step.startsWith("LeaseEnds") || step.startsWith("FindSilent"));
  }

  @Test
  void production_refuses_all_that_the_spec_forbids() {
    int instances = start().instances().size();
    // Of the enabled steps, one is the environment's.
    int enabled = TwoNodes.ENABLED_AT_INIT.size() + TwoNodes.ENABLED_AFTER_JOIN.size() - 1;
    assertThat(replay(TwoNodes.join())).isEqualTo(new Conforms(1, 2 * instances - enabled));
    assertThat(coverage.refusals().counts().get("ElectPrimary"))
        .isEqualTo(Map.of("FENCED", 3L, "PRIMARY_EXISTS", 1L));
  }

  @Test
  void a_step_that_the_trace_wrongly_calls_disabled_diverges() {
    List<String> enabled = TwoNodes.without(TwoNodes.ENABLED_AFTER_JOIN, "SyncViews(p = n1)");
    var diverged = (Diverged) replay(TwoNodes.join(TwoNodes.ENABLED_AT_INIT, enabled));
    assertThat(diverged.kind()).isEqualTo(Kind.PERFORMED_THOUGH_DISABLED);
    assertThat(diverged.step()).isEqualTo(1);
    assertThat(diverged.tried()).map(ActionInstance::step).contains("SyncViews(p = n1)");
  }

  @Test
  void production_without_a_guard_diverges_and_shows_what_it_did() {
    List<Guard> guards = ElectPrimary.GUARDS.stream().filter(guard -> !guard.name().equals("vacant")).toList();
    var diverged = (Diverged) replay(with(new ElectPrimary(guards)), TwoNodes.join());
    assertThat(diverged.kind()).isEqualTo(Kind.PERFORMED_THOUGH_DISABLED);
    assertThat(diverged.tried()).map(ActionInstance::step).contains("ElectPrimary(p = n1)");
    assertThat(diverged.details().differences()).extracting(difference -> difference.variable())
        .containsExactly("term", "primaryTerm");
  }

  @Test
  void production_that_throws_for_want_of_a_guard_crashes_in_that_instance() {
    var mutant = new NodeJoin(List.of(), NodeJoin.FIRST);
    var diverged = (Diverged) replay(with(mutant), TwoNodes.join());
    assertThat(diverged.kind()).isEqualTo(Kind.CRASHED);
    assertThat(diverged.tried()).map(ActionInstance::step).contains("NodeJoin(p = n1)");
  }

  @Test
  void a_fingerprint_stays_equal_while_steps_are_refused() {
    SystemUnderTest system = start();
    system.perform("NodeJoin", process("n1"));
    Object before = system.fingerprint();
    system.perform("NodeJoin", process("n1"));
    system.perform("ElectPrimary", process("n2"));
    assertThat(system.fingerprint()).isEqualTo(before);
  }

  @Test
  void a_fingerprint_sees_every_change_and_is_not_changed_by_later_ones() {
    SystemUnderTest system = start();
    Value link = Value.setOf(Value.of("n1"), Value.of("n2"));
    Object first = system.fingerprint();
    system.perform("NodeJoin", process("n1"));
    Object joined = system.fingerprint();
    // A second heartbeat changes only what the spec does not count.
    system.perform("SendHeartbeat", process("n1"));
    Object beaten = system.fingerprint();
    system.perform("CutStore", process("n2"));
    Object cut = system.fingerprint();
    system.perform("CreatePartition", Map.of("link", link));
    Object partitioned = system.fingerprint();
    system.perform("LeaseEnds", process("n1"));
    Object later = system.fingerprint();
    system.perform("NodeCrash", process("n1"));
    assertThat(Set.of(first, joined, beaten, cut, partitioned, later, system.fingerprint())).hasSize(7);
    assertThat(first).isEqualTo(start().fingerprint());
  }
}
