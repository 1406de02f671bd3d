package dev.rollcall.conformance.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.explore.ExplorableSystem.FaultedStep;
import dev.rollcall.conformance.explore.StoreFault;
import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.replay.BadParameterException;
import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.trace.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationSystemTest {
  private final ExplorableSystem system = MigrationTraces.start();

  /** Of {@code ActivateActor n1}: the actor is always a1, and moves are to the node named. */
  private static Map<String, Value> params(String action, String name) {
    Map<String, Value> params = new LinkedHashMap<>();
    params.put("p", Value.of(action.equals("MigrateActors") ? "n1" : name));
    if (action.equals("MigrateActors")) {
      params.put("moves", Value.funOf(Map.of(Value.of("a1"), Value.of(name))));
    } else if (action.endsWith("Actor")) {
      params.put("a", Value.of("a1"));
    }
    return params;
  }

  private StepResult perform(String step) {
    String[] words = step.split(" ");
    return system.perform(words[0], words.length == 1 ? Map.of() : params(words[0], words[1]));
  }

  private void take(String... steps) {
    for (String step : steps) {
      assertThat(perform(step)).as(step).isInstanceOf(StepResult.Performed.class);
    }
  }

  private Value shown(String variable) {
    return system.project().get(variable);
  }

  /** n1 is primary, n2 hosted a1 and is leaving. */
  private void leave() {
    take("NodeJoin n1", "NodeJoin n2", "NodeJoinComplete n2", "ActivateActor n2", "NodeLeave n2");
  }

  @Test
  void theInstancesAreTheMembershipsAndThoseOfEachProcessActorAndBatch() {
    assertThat(system.instances()).extracting(ActionInstance::step)
        .contains("NodeJoin(p = n1)", "ActivateActor(p = n2, a = a1)", "DeactivateActor(p = n1, a = a1)",
            "MigrateActors(p = n1, moves = (a1 :> n2))")
        .filteredOn(step -> step.startsWith("MigrateActors")).hasSize(4);
  }

  @Test
  void aLeavingNodesActorIsDueAndStopsAndRunsWhereItIsMoved() {
    leave();
    assertThat(shown("due")).hasToString("{a1}");
    assertThat(shown("hosted")).hasToString("(n1 :> (a1 :> 0) @@ n2 :> (a1 :> 0))");
    take("MigrateActors n1");
    assertThat(shown("due")).hasToString("{}");
    assertThat(shown("epoch")).hasToString("(a1 :> 2)");
    take("ActivateActor n1");
    assertThat(shown("hosted")).hasToString("(n1 :> (a1 :> 2) @@ n2 :> (a1 :> 0))");
    assertThat(system.violatedInvariants()).isEmpty();
  }

  @Test
  void aNodeThatMayNotLeaveRunsItsActorsOn() {
    take("NodeJoin n1", "ActivateActor n1", "CutStore n1");
    assertThat(perform("NodeLeave n1")).isEqualTo(StepResult.refused("STORE_UNAVAILABLE"));
    assertThat(shown("hosted")).hasToString("(n1 :> (a1 :> 1) @@ n2 :> (a1 :> 0))");
  }

  @Test
  void whatAProcessRanIsForgottenWithItsIncarnation() {
    take("NodeJoin n1", "ActivateActor n1", "NodeCrash n1");
    assertThat(shown("hosted")).hasToString("(n1 :> (a1 :> 0) @@ n2 :> (a1 :> 0))");
    assertThat(shown("host")).hasToString("(a1 :> n1)");
  }

  @Test
  void itGoesBackToExactlyWhereItWas() {
    leave();
    Object snapshot = system.snapshot();
    Map<String, Value> projected = system.project();
    Object hidden = system.hiddenState();
    take("MigrateActors n1", "ActivateActor n1", "DeactivateActor n1");
    assertThat(system.project()).isNotEqualTo(projected);
    system.restore(snapshot);
    assertThat(system.snapshot()).isEqualTo(snapshot);
    assertThat(system.project()).isEqualTo(projected);
    assertThat(system.hiddenState()).isEqualTo(hidden);
  }

  @Test
  void whatWaitsToBeActivatedIsHiddenState() {
    leave();
    take("MigrateActors n1");
    Object waiting = system.hiddenState();
    take("ActivateActor n1");
    assertThat(waiting.toString()).contains("a1 waits to be activated = 1");
    assertThat(system.hiddenState().toString()).contains("a1 waits to be activated = 0");
  }

  @ParameterizedTest
  @CsvSource({"ActivateActor,n1", "DeactivateActor,n2", "MigrateActors,n1"})
  void afterAnUnknownOutcomeAStepIsTakenOnce(String action, String name) {
    take("NodeJoin n1", "NodeJoin n2", "NodeJoinComplete n2");
    take(action.equals("ActivateActor") ? new String[0] : new String[] {"ActivateActor n2"});
    take(action.equals("MigrateActors") ? new String[] {"NodeLeave n2"} : new String[0]);
    Object before = system.snapshot();
    take(action + " " + name);
    Map<String, Value> once = system.project();
    Object hidden = system.hiddenState();
    for (StoreFault fault : new StoreFault[] {StoreFault.UNKNOWN_COMMITTED, StoreFault.UNKNOWN_NOT_COMMITTED}) {
      system.restore(before);
      assertThat(system.performUnder(fault, action, params(action, name)))
          .contains(new FaultedStep(StepResult.performed(), true));
      assertThat(system.project()).as(fault.toString()).isEqualTo(once);
      assertThat(system.hiddenState()).isEqualTo(hidden);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ActivateActor", "NodeLeave"})
  void aConflictChangesNothing(String action) {
    take("NodeJoin n1", "ActivateActor n1", "DeactivateActor n1");
    if (action.equals("NodeLeave")) {
      take("ActivateActor n1");
    }
    Object before = system.snapshot();
    assertThat(system.performUnder(StoreFault.CONFLICT, action, params(action, "n1")))
        .contains(new FaultedStep(StepResult.refused("CONFLICT"), true));
    assertThat(system.snapshot()).isEqualTo(before);
  }

  @Test
  void aBatchThatIsNoneOfTheModelIsRejected() {
    Map<String, Value> params = Map.of("p", Value.of("n1"), "moves", Value.funOf(Map.of()));
    assertThatThrownBy(() -> system.perform("MigrateActors", params)).isInstanceOf(BadParameterException.class);
  }

  @Test
  void whatMayDifferIsExplained() {
    assertThat(new MigrationFactory().mayDiffer()).isNotEmpty()
        .allSatisfy((name, reason) -> assertThat(reason).isNotBlank());
    assertThat(new MigrationFactory().refusalReasons())
        .containsKeys("NodeJoin", "ActivateActor", "DeactivateActor", "MigrateActors");
  }
}
