package dev.rollcall.conformance.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.replay.BadParameterException;
import dev.rollcall.conformance.replay.BadTraceConstantException;
import dev.rollcall.conformance.replay.InvariantViolation;
import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.replay.SystemUnderTest;
import dev.rollcall.conformance.replay.UnknownActionException;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** How steps, variables and invariants are taken from annotations. */
@SuppressWarnings("unused") // Read by reflection, which is what these tests are about.
class AnnotatedSystemTest {
  private static final Value CLIENTS = Value.setOf(Value.of("a"), Value.of("b"));

  private static TraceHeader header(Map<String, Value> constants) {
    return TraceHeader.of("Spec", "Model", "", List.of()).withConstants(constants);
  }

  private static TraceState first(Map<String, Value> vars) {
    return new TraceState(0, TraceState.INIT, Map.of(), vars);
  }

  private static ExplorableSystem start(Supplier<?> adapter) {
    return AnnotatedSystem.of(adapter).start(header(Map.of("Clients", CLIENTS)), first(Map.of()));
  }

  private enum Mode { OPEN, SHUT }

  private record Pair(String left, int right) {}

  /** Does whatever a step can do. */
  static class Machine {
    @SpecState
    int steps;

    @SpecDomain
    final List<Integer> amounts = List.of(1, 2);

    @SpecAction
    void go() {
      steps++;
    }

    @SpecAction(refusal = "it is shut")
    boolean open(boolean yes) {
      return yes;
    }

    @SpecAction
    boolean shut(Mode mode) {
      return mode == Mode.SHUT;
    }

    @SpecAction("Why")
    String say(@SpecParam("c") @In("Clients") String client) {
      return client.equals("a") ? null : client.equals("b") ? "" : "no such client";
    }

    @SpecAction
    Optional<Mode> maybe(@In("Amounts") int n) {
      return n == 1 ? Optional.empty() : Optional.of(Mode.SHUT);
    }

    @SpecAction
    StepResult plain() {
      return StepResult.refused("as it is");
    }

    @SpecAction(refusedBy = {IOException.class, IllegalStateException.class})
    void fail(@In("Clients") String c, @In("Amounts") int n) throws IOException {
      if (n == 1) {
        throw c.equals("a") ? new IllegalStateException("it broke") : new IllegalStateException();
      } else if (c.equals("a")) {
        throw new IOException("disk");
      }
      throw new UnsupportedOperationException("bug");
    }

    @SpecAction(environment = true)
    void crash(Pair pair) throws Exception {
      throw new Exception("checked " + pair);
    }

    @SpecVariable
    int steps() {
      return steps;
    }

    @SpecVariable(none = "Nobody")
    private final String holder = null;

    @SpecVariable("left")
    Map<String, Integer> amounts(@In("Clients") String c) {
      return Map.of(c, steps);
    }
  }

  private final ExplorableSystem machine = start(Machine::new);

  private StepResult perform(String action, Object... params) {
    Map<String, Value> byName = new LinkedHashMap<>();
    for (int i = 0; i < params.length; i += 2) {
      byName.put((String) params[i], (Value) params[i + 1]);
    }
    return machine.perform(action, byName);
  }

  @Test
  void results_say_what_became_of_a_step() {
    assertThat(perform("Go")).isEqualTo(StepResult.performed());
    assertThat(perform("Open", "yes", Value.of(true))).isEqualTo(StepResult.performed());
    assertThat(perform("Open", "yes", Value.of(false))).isEqualTo(StepResult.refused("it is shut"));
    assertThat(perform("Shut", "mode", Value.of("OPEN"))).isEqualTo(StepResult.refused("it returned false"));
    assertThat(perform("Why", "c", Value.of("a"))).isEqualTo(StepResult.performed());
    assertThat(perform("Why", "c", Value.of("b"))).isEqualTo(StepResult.performed());
    assertThat(perform("Why", "c", Value.of("x"))).isEqualTo(StepResult.refused("no such client"));
    assertThat(perform("Maybe", "n", Value.of(1))).isEqualTo(StepResult.performed());
    assertThat(perform("Maybe", "n", Value.of(2))).isEqualTo(StepResult.refused("SHUT"));
    assertThat(perform("Plain")).isEqualTo(StepResult.refused("as it is"));
  }

  @Test
  void only_the_named_exceptions_refuse() {
    assertThat(perform("Fail", "c", Value.of("a"), "n", Value.of(1))).isEqualTo(StepResult.refused("it broke"));
    assertThat(perform("Fail", "c", Value.of("b"), "n", Value.of(1)))
        .isEqualTo(StepResult.refused("IllegalStateException"));
    assertThat(perform("Fail", "c", Value.of("a"), "n", Value.of(2))).isEqualTo(StepResult.refused("disk"));
    assertThatThrownBy(() -> perform("Fail", "c", Value.of("b"), "n", Value.of(2)))
        .isInstanceOf(UnsupportedOperationException.class).hasMessage("bug");
    Value pair = Value.recOf(Map.of("left", Value.of("a"), "right", Value.of(1)));
    assertThatThrownBy(() -> perform("Crash", "pair", pair)).isInstanceOf(UndeclaredThrowableException.class)
        .hasRootCauseMessage("checked Pair[left=a, right=1]");
  }

  @Test
  void a_step_that_does_not_fit_is_a_fault_of_the_adapter() {
    assertThatThrownBy(() -> perform("Jump")).isInstanceOf(UnknownActionException.class).hasMessageContaining("Maybe");
    assertThatThrownBy(() -> perform("Why", "c", Value.of(1))).isInstanceOf(BadParameterException.class)
        .hasMessageContaining("action Why, parameter \"c\": expected a string, found 1");
    assertThatThrownBy(() -> perform("Why")).isInstanceOf(BadParameterException.class)
        .hasMessageContaining("parameter \"c\": expected a value for it, found nothing");
    String remedy = "give the method the same names in the same order, with @SpecParam";
    assertThatThrownBy(() -> perform("Why", "client", Value.of("a"))).isInstanceOf(BadAdapterException.class)
        .hasMessageContaining("action Why has the parameters [client] in the spec, but [c] in the adapter; " + remedy);
    assertThatThrownBy(() -> perform("Fail", "n", Value.of(1), "c", Value.of("a")))
        .isInstanceOf(BadAdapterException.class).hasMessageContaining("[n, c] in the spec, but [c, n] in the adapter");
    assertThatThrownBy(() -> perform("Go", "c", Value.of("a"))).isInstanceOf(BadAdapterException.class)
        .hasMessageContaining("[c] in the spec, but [] in the adapter");
  }

  @Test
  void the_class_is_asked_for_all_that_parameters_range_over_but_for_the_environment() {
    assertThat(machine.instances()).extracting(ActionInstance::step).containsExactly(
        "Fail(c = a, n = 1)", "Fail(c = a, n = 2)", "Fail(c = b, n = 1)", "Fail(c = b, n = 2)", "Go", "Maybe(n = 1)",
        "Maybe(n = 2)", "Open(yes = FALSE)", "Open(yes = TRUE)", "Plain", "Shut(mode = OPEN)", "Shut(mode = SHUT)",
        "Why(c = a)", "Why(c = b)");
  }

  @Test
  void variables_are_shown_by_methods_and_fields_and_as_functions() {
    perform("Go");
    assertThat(AnnotatedSystem.of(Machine::new).variables()).containsExactlyInAnyOrder("steps", "holder", "left");
    assertThat(machine.project()).isEqualTo(Map.of("steps", Value.of(1), "holder", Value.of("Nobody"),
        "left", Value.recOf(Map.of("a", Value.recOf(Map.of("a", Value.of(1))),
            "b", Value.recOf(Map.of("b", Value.of(1)))))));
  }

  @Test
  void a_function_over_model_values_prints_as_one() {
    Value left = Value.funOf(Map.of(Value.of("a"), Value.funOf(Map.of(Value.of("a"), Value.of(0)))));
    ExplorableSystem system = AnnotatedSystem.of(Machine::new)
        .start(header(Map.of("Clients", CLIENTS)), first(Map.of("left", left)));
    assertThat(system.project().get("left")).hasToString("(a :> (a :> 0) @@ b :> (b :> 0))");
  }

  @Test
  void reasons_to_refuse_are_known_where_the_annotation_gives_them() {
    assertThat(AnnotatedSystem.of(Machine::new).refusalReasons())
        .containsEntry("Open", Set.of("it is shut")).containsEntry("Plain", Set.of());
  }

  static class Watched extends Machine {
    @SpecInvariant
    boolean fewSteps() {
      return steps < 1;
    }

    @SpecInvariant("Apart")
    boolean differ(@In("Clients") String c, @In("Clients") String d) {
      return steps < 2 || c.equals(d);
    }

    @SpecInvariant
    String told(@In("Clients") String c) {
      return steps < 3 ? null : steps < 4 ? "" : c.equals("b") ? "too many" : "";
    }

    @SpecInvariant
    Optional<Mode> open() {
      return steps < 5 ? Optional.empty() : Optional.of(Mode.SHUT);
    }
  }

  @Test
  void invariants_hold_for_all_or_say_for_which_they_do_not() {
    ExplorableSystem watched = start(Watched::new);
    assertThat(watched.violatedInvariants()).isEmpty();
    for (int i = 0; i < 5; i++) {
      watched.perform("Go", Map.of());
    }
    assertThat(watched.violatedInvariants()).containsExactly(
        new InvariantViolation("Apart", "it does not hold, for c = a, d = b"),
        new InvariantViolation("FewSteps", "it does not hold"),
        new InvariantViolation("Open", "SHUT"),
        new InvariantViolation("Told", "too many, for c = b"));
  }

  @Test
  void an_override_needs_no_annotation_of_its_own() {
    class Faster extends Machine {
      @Override
      void go() {
        steps += 2;
      }
    }

    ExplorableSystem faster = start(Faster::new);
    faster.perform("Go", Map.of());
    assertThat(faster.project()).containsEntry("steps", Value.of(2));
  }

  @Test
  void a_domain_that_is_not_known_is_named_with_where_it_could_come_from() {
    ExplorableSystem.Factory factory = AnnotatedSystem.of(Machine::new);
    assertThatThrownBy(() -> factory.start(header(Map.of("Nodes", CLIENTS)), first(Map.of())))
        .isInstanceOf(BadTraceConstantException.class).hasMessageContainingAll("constant \"Clients\": ", "Machine.",
            "has a parameter that ranges over it, but it is neither a @SpecDomain [Amounts] nor a constant in the"
                + " header [Nodes]; for exploration, SpecTraces.header(run) reads the constants");
    assertThatThrownBy(() -> factory.start(header(Map.of("Clients", Value.of(1))), first(Map.of())))
        .isInstanceOf(BadTraceConstantException.class).hasMessageContaining("but it is no set: 1");
    assertThatThrownBy(() -> factory.start(header(Map.of("Clients", Value.setOf(Value.of(1)))), first(Map.of())))
        .isInstanceOf(BadTraceConstantException.class)
        .hasMessageContaining("expects a string, found 1");
  }

  @Test
  void a_domain_that_holds_nothing_in_the_place_of_something_names_the_member() {
    class Holey extends Machine {
      @SpecDomain
      final List<String> names = Arrays.asList("a", null);
    }

    assertThatThrownBy(() -> start(Holey::new)).isInstanceOf(BadAdapterException.class)
        .hasMessageContaining("Holey.names: it is null");
  }

  @Test
  void a_value_that_is_not_of_its_type_names_the_member() {
    class Polluted extends Machine {
      @SpecVariable
      @SuppressWarnings({"unchecked", "rawtypes"})
      Set<String> names() {
        return (Set) Set.of(1);
      }
    }

    class Empty extends Machine {
      @SpecVariable
      String name() {
        return null;
      }
    }

    assertThatThrownBy(() -> start(Polluted::new).project()).isInstanceOf(BadAdapterException.class)
        .hasMessageContaining("Polluted.names(): it holds something else than its type java.util.Set<");
    assertThatThrownBy(() -> start(Empty::new).project()).isInstanceOf(BadAdapterException.class)
        .hasMessageContaining("Empty.name(): it is null; say what that is in the spec");
  }

  @Test
  void systems_share_nothing_and_are_of_one_class() {
    ExplorableSystem other = start(Machine::new);
    perform("Go");
    assertThat(other.project()).containsEntry("steps", Value.of(0));
    assertThatThrownBy(() -> AnnotatedSystem.of(() -> null)).isInstanceOf(BadAdapterException.class)
        .hasMessageContaining("the supplier gave null");
    int[] made = {0};
    ExplorableSystem.Factory factory = AnnotatedSystem.of(() -> made[0]++ == 0 ? new Machine() : new Watched());
    assertThatThrownBy(() -> factory.start(header(Map.of()), first(Map.of()))).isInstanceOf(BadAdapterException.class)
        .hasMessageContaining("let it give objects of one class");
  }

  static class Stateless {
    private int count;

    @SpecAction
    void step() {
      count++;
    }

    @SpecVariable
    int count() {
      return count;
    }
  }

  @Test
  void replay_needs_no_way_back() {
    SystemUnderTest system = AnnotatedSystem.forReplay(Stateless::new).start(header(Map.of()), first(Map.of()));
    Object before = system.fingerprint();
    assertThat(before).isEqualTo(system.fingerprint());
    system.perform("Step", Map.of());
    assertThat(before).isNotEqualTo(system.fingerprint());
    assertThatThrownBy(() -> AnnotatedSystem.of(Stateless::new)).isInstanceOf(BadAdapterException.class);
  }
}
