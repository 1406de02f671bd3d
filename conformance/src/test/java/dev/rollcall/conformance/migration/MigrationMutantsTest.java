package dev.rollcall.conformance.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.CommittedTraces;
import dev.rollcall.conformance.model.Manifest;
import dev.rollcall.conformance.replay.ReplaySuite;
import dev.rollcall.conformance.replay.Replayer;
import dev.rollcall.conformance.replay.SystemUnderTest;
import dev.rollcall.store.memory.MemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed traces tell each mutant of the actions on actors from production itself. */
class MigrationMutantsTest {
  private static ReplaySuite.Summary replay(SystemUnderTest.Factory factory, boolean stopAtFirstFailure)
      throws IOException, InterruptedException {
    return new ReplaySuite(new Replayer(factory), new ReplaySuite.Options(1, stopAtFirstFailure))
        .run(CommittedTraces.sourcesOf("migration"), (traces, steps, failures) -> {});
  }

  static Stream<Named<MigrationFactory>> mutants() {
    return MigrationMutants.all().stream().map(mutant -> Named.of(mutant.name(), mutant.factory()));
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void aLostGuardIsNoticed(MigrationFactory mutant) throws Exception {
    assertThat(replay(mutant, true).failures()).as("traces that diverge").isNotEmpty();
  }

  @Test
  void nothingIsNoticedWithoutAMutant() throws Exception {
    ReplaySuite.Summary summary = replay(new MigrationFactory(), false);
    assertThat(summary.failures()).isEmpty();
    assertThat(summary.traces()).isEqualTo(CommittedTraces.of("migration").size());
    assertThat(summary.refusals()).isPositive();
    assertThat(summary.coverage().missing(
        ActorActions.STANDARD.all().stream().map(action -> action.name()).toList())).isEmpty();
  }

  @Test
  void onAnotherStoreTheyReplayAlike() throws Exception {
    ReplaySuite.Summary embedded = replay(new MigrationFactory(), false);
    ReplaySuite.Summary other = replay(new MigrationFactory().on(MemoryStore::new), false);
    assertThat(other.failures()).isEmpty();
    assertThat(other.coverage().counts()).isEqualTo(embedded.coverage().counts());
    assertThat(other.coverage().refusals().counts()).isEqualTo(embedded.coverage().refusals().counts());
  }

  @Test
  void theMutantsAreAllGuardsOfAllActions() {
    List<String> expected = ActorActions.STANDARD.all().stream()
        .flatMap(action -> action.guards().stream().map(guard -> action.name() + "." + guard.name())).toList();
    assertThat(MigrationMutants.all()).extracting(MigrationMutants.Mutant::name).isEqualTo(expected);
  }

  @Test
  void everyMutantHasANamesakeInTheSpec() {
    assertThat(Manifest.read(Path.of("..", "tla")).mutants()).extracting(Manifest.Mutant::name)
        .containsAll(MigrationMutants.all().stream().map(MigrationMutants.Mutant::name).toList());
  }
}
