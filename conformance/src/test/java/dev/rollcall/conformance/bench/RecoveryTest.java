package dev.rollcall.conformance.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How soon clusters are whole again after random histories. */
@Timeout(300)
class RecoveryTest {
  private static final int HISTORIES = 200;
  private static final MembershipConfig DEFAULTS = MembershipConfig.DEFAULT;

  private static RecoveryOptions options(Duration failureTimeout, List<Integer> nodes, int histories, long seed) {
    return new RecoveryOptions(DEFAULTS.leaseDuration(), failureTimeout, nodes, List.of(true, false), List.of(1, 2),
        histories, seed);
  }

  private static void mustAllBeWithinTheBound(RecoveryOptions options) {
    List<RecoveryResult> results =
        new Recovery(options, Runtime.getRuntime().availableProcessors()).run(result -> {});
    assertThat(results).hasSize(options.histories()).allSatisfy(result -> {
      assertThat(result.violations()).as("%s", result.of()).isEmpty();
      assertThat(result.took()).as("%s lacks %s", result.of(), result.lacked()).isPresent();
      Duration bound = options.bound(result.of().probing());
      assertThat(result.isWithin(bound)).as("%s took %s, lacked %s", result.of(), result.took(), result.lacked()).isTrue();
    });
    assertThat(results).as("some took as long as it takes to watch one dead node")
        .anyMatch(result -> result.took().filter(time -> time.compareTo(options.failureTimeout()) > 0).isPresent());
  }

  @Test
  void survivorsOfRandomHistoriesAreWholeWithinTheBound() {
    mustAllBeWithinTheBound(options(DEFAULTS.failureTimeout(), List.of(3, 4, 5, 7, 9), HISTORIES, 1));
  }

  @Test
  void theBoundHoldsWhereNoLookComesJustWhenTheTimeoutEnds() {
    mustAllBeWithinTheBound(options(Duration.ofMillis(15_010), List.of(12, 20, 40), 9, 1001));
  }

  /** Once dead nodes were found a window at a time, failed before their watcher knew, or hidden by leaving nodes. */
  @ParameterizedTest(name = "{0} nodes, probes {1}, votes {2}, seed {3}, failure timeout {4} ms")
  @CsvSource({
      "5, true, 1, 50, 15000", "9, true, 2, 1014, 15000", "12, true, 2, 11115, 15010", "12, true, 1, 10985, 15010",
      "25, false, 2, 300886, 15000", "11, true, 1, 607129, 15000", "10, true, 2, 607428, 15000",
      "27, true, 2, 1165, 15000"})
  void historiesThatTookTooLongOnceNoLongerDo(int nodes, boolean probing, int votes, long seed, int timeoutMillis) {
    mustAllBeWithinTheBound(new RecoveryOptions(DEFAULTS.leaseDuration(), Duration.ofMillis(timeoutMillis),
        List.of(nodes), List.of(probing), List.of(votes), 1, seed));
  }

  @Test
  void eachKindOfClusterHasItsShareOfHistories() {
    RecoveryOptions options = options(DEFAULTS.failureTimeout(), List.of(3, 5), 16, 7);
    List<RecoveryCase> cases = options.cases();
    assertThat(cases).extracting(RecoveryCase::seed).first().isEqualTo(7L);
    for (int nodes : options.nodes()) {
      for (boolean probing : options.probing()) {
        for (int votes : options.votes()) {
          assertThat(cases.stream().filter(c -> c.nodes() == nodes && c.probing() == probing && c.votes() == votes))
              .hasSize(2);
        }
      }
    }
  }

  @Test
  void aCaseHasTheSameHistoryAgainAndAnotherSeedHasAnother() {
    RecoveryOptions options = options(DEFAULTS.failureTimeout(), List.of(5), 1, 3);
    RecoveryCase one = options.cases().get(0);
    List<String> timeline = new RecoveryHistory(options, one, true).run().timeline();
    assertThat(timeline).anyMatch(line -> line.contains("all faults end; running"))
        .last().asString().endsWith("* whole");
    assertThat(new RecoveryHistory(options, one, true).run().timeline()).isEqualTo(timeline);
    assertThat(new RecoveryHistory(options, one, false).run().took())
        .isEqualTo(new RecoveryHistory(options, one, true).run().took());
    RecoveryCase other = new RecoveryCase(5, true, 1, 4);
    assertThat(new RecoveryHistory(options, other, true).run().timeline()).isNotEqualTo(timeline);
  }

  @Test
  void manySizesAreSummedUpTogether() {
    List<RecoveryResult> results = new ArrayList<>();
    for (int nodes = 3; nodes <= 14; nodes++) {
      Optional<Duration> took = nodes == 14 ? Optional.empty() : Optional.of(Duration.ofSeconds(nodes));
      results.add(new RecoveryResult(new RecoveryCase(nodes, true, 1, nodes), took, "", List.of(), List.of()));
    }
    List<RecoveryRow> rows = RecoveryRow.of(results, probing -> Duration.ofSeconds(12));
    assertThat(rows).extracting(row -> row.leastNodes() + ".." + row.mostNodes())
        .containsExactly("3..4", "5..6", "7..8", "9..10", "11..12", "13..14");
    RecoveryRow last = rows.get(5);
    assertThat(last.histories()).isEqualTo(2);
    assertThat(last.never()).isEqualTo(1);
    assertThat(last.above()).isEqualTo(2);
    assertThat(last.took().orElseThrow().max()).isEqualTo(Duration.ofSeconds(13));
  }
}
