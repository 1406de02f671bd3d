package dev.rollcall.conformance.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.CommittedTraces;
import dev.rollcall.conformance.model.Manifest;
import dev.rollcall.conformance.replay.ReplaySuite;
import dev.rollcall.conformance.replay.Replayer;
import dev.rollcall.protocol.Guard;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.protocol.ProtocolAction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed traces tell each production mutant from production itself. */
class ProductionMutantsTest {
  /** Conditions that are no guards, as without them an action does something else rather than nothing. */
  private static final List<String> CONDITIONS = List.of(
      "NodeJoin.first", "NodeRecover.failed", "PrimaryStepDown.lease");

  private static ReplaySuite.Summary replay(MembershipFactory factory, boolean stopAtFirstFailure)
      throws IOException, InterruptedException {
    return new ReplaySuite(new Replayer(factory), new ReplaySuite.Options(1, stopAtFirstFailure))
        .run(CommittedTraces.sourcesOf("membership"), (traces, steps, failures) -> {});
  }

  /** Those that traces tell of. */
  private static Stream<ProductionMutants.Mutant> ofGuards() {
    return ProductionMutants.all().stream().filter(mutant -> !mutant.afterUnknownOutcomes());
  }

  static Stream<Named<MembershipFactory>> mutants() {
    return ofGuards().map(mutant -> Named.of(mutant.name(), mutant.factory()));
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void aLostGuardIsNoticed(MembershipFactory mutant) throws Exception {
    assertThat(replay(mutant, true).failures()).as("traces that diverge").isNotEmpty();
  }

  @Test
  void nothingIsNoticedWithoutAMutant() throws Exception {
    ReplaySuite.Summary summary = replay(new MembershipFactory(), false);
    assertThat(summary.failures()).isEmpty();
    assertThat(summary.traces()).isEqualTo(CommittedTraces.of("membership").size());
    assertThat(summary.steps()).isGreaterThan(summary.traces());
    assertThat(summary.refusals()).isPositive();
    assertThat(summary.coverage().missing(
        Protocol.standard().actions().stream().map(ProtocolAction::name).toList())).isEmpty();
  }

  @Test
  @SuppressWarnings("unchecked")
  void theMutantsAreAllGuardsOfAllActionsAndTheOtherConditions() throws Exception {
    List<String> expected = new ArrayList<>(CONDITIONS);
    for (ProtocolAction action : Protocol.standard().actions()) {
      for (Guard guard : (List<Guard>) action.getClass().getField("GUARDS").get(null)) {
        expected.add(action.name() + "." + guard.name());
      }
    }
    assertThat(ofGuards()).extracting(ProductionMutants.Mutant::name)
        .doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void everyMutantHasANamesakeInTheSpec() {
    assertThat(manifest().mutants()).extracting(Manifest.Mutant::name).containsAll(
        ofGuards().map(ProductionMutants.Mutant::name).toList());
  }

  private static Manifest manifest() {
    return Manifest.read(Path.of("..", "tla"));
  }
}
