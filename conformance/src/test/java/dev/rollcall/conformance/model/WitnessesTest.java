package dev.rollcall.conformance.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessesTest {
  @TempDir private Path temp;
  private DoorSpec door;

  @BeforeEach
  void copyTheSpec() {
    door = DoorSpec.in(temp);
  }

  private Witnesses.Verdict find(String name, Manifest.Kind kind, int depth) {
    Manifest.Witness witness = new Manifest.Witness(name, "door", "Door", "Small.cfg", kind, depth, "A story.");
    return new Witnesses(door.directory(), temp.resolve("work")).find(witness);
  }

  @Test
  void aStateIsReachedOnTheShortestWay() {
    Witnesses.Verdict found = find("EachWasInside", Manifest.Kind.state, 4);
    assertThat(found.problems()).isEmpty();
    assertThat(found.trace().orElseThrow().states()).extracting(TraceState::step)
        .containsExactly("Init", "Acquire(c = c1)", "Release(c = c1)", "Acquire(c = c2)");
  }

  @Test
  void aStepIsReachedWithTheStepItself() {
    Witnesses.Verdict found = find("SomeoneComesOut", Manifest.Kind.step, 3);
    assertThat(found.passed()).isTrue();
    assertThat(found.trace().orElseThrow().states()).extracting(TraceState::step)
        .containsExactly("Init", "Acquire(c = c1)", "Release(c = c1)");
  }

  @Test
  void theTraceNamesItsModelAndConstantsAndWhatIsEnabled() {
    var trace = find("SomeoneComesOut", Manifest.Kind.step, 3).trace().orElseThrow();
    assertThat(trace.header().module()).isEqualTo("Door");
    assertThat(trace.header().model()).isEqualTo("SomeoneComesOut");
    assertThat(trace.header().vars()).containsExactly("holder", "uses");
    assertThat(trace.header().constants()).containsEntry("MaxUses", Value.of(2))
        .containsEntry("Clients", Value.setOf(Value.of("c1"), Value.of("c2")));
    assertThat(trace.states()).extracting(s -> String.join(" ", s.enabled().orElseThrow())).containsExactly(
        "Acquire(c = c1) Acquire(c = c2)", "Release(c = c1)", "Acquire(c = c1) Acquire(c = c2)");
  }

  @Test
  void anotherDepthThanThePinnedOneIsAProblemAndTheTraceIsKept() {
    Witnesses.Verdict found = find("EachWasInside", Manifest.Kind.state, 5);
    assertThat(found.problems()).containsExactly("reached in 4 states, the manifest says 5");
    assertThat(found.trace()).isPresent();
  }

  @Test
  void aSituationThatCannotAriseIsAProblem() {
    Witnesses.Verdict found = find("BothAreInside", Manifest.Kind.state, 3);
    assertThat(found.passed()).isFalse();
    assertThat(found.trace()).isEmpty();
    assertThat(found.problems()).containsExactly("not reachable: TLC looked at all 21 states");
  }

  @Test
  void aSituationThatIsNotDefinedIsAnErrorOfTheSpec() {
    assertThat(find("NobodyKnows", Manifest.Kind.state, 3).problems()).singleElement().asString()
        .contains("NobodyKnows");
  }

  @Test
  void aFalseAssumptionIsNotTakenForTheSituation() {
    door.replacing("Door.tla", "Init ==", "ASSUME Small == MaxUses < 2\nInit ==");
    Witnesses.Verdict found = find("EachWasInside", Manifest.Kind.state, 4);
    assertThat(found.trace()).isEmpty();
    assertThat(found.problems()).singleElement().asString().contains("Door", "is false");
  }
}
