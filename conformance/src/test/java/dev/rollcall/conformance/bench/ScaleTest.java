package dev.rollcall.conformance.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollcall.MembershipConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a member costs, in clusters of a few sizes; by counts, which are the same on any machine. */
@Timeout(180)
class ScaleTest {
  private static final int SUCCESSORS = MembershipConfig.DEFAULT.successors();
  private static final ScaleOptions OPTIONS = ScaleOptions.of(Duration.ofMinutes(1), 1);

  private static ScaleResult measured(int size) {
    return new Scale(OPTIONS, size, what -> {}).run();
  }

  @Test
  void aMemberCostsTheSameHoweverManyThereAre() {
    ScaleResult small = measured(10);
    ScaleResult large = measured(300);
    Flatness flatness = Flatness.of(List.of(large, small), SUCCESSORS);
    assertThat(flatness.smallest()).isEqualTo(10);
    assertThat(flatness.largest()).isEqualTo(300);
    assertThat(flatness.ratios()).hasSize(5)
        .allSatisfy((cost, ratio) -> assertThat(ratio).as(cost).isBetween(0.9, 1.2));
    assertThat(flatness.isFlat()).isTrue();
    double interval = OPTIONS.settings().heartbeatInterval().toMillis() / 1000.0;
    assertThat(large.commits()).as("heartbeats, and nothing else").isBetween(0.99 / interval, 1.01 / interval);
  }

  @Test
  void aCrashIsDetectedWithinTheTimeoutAndTwoLooksAndAllReadAllRecordsOnce() {
    ScaleResult result = measured(100);
    double most = OPTIONS.config().failureTimeout().plus(OPTIONS.settings().lookInterval().multipliedBy(2)).toMillis();
    ScaleResult.Crash crash = result.crash();
    assertThat(crash.detectionSeconds()).isBetween(
        OPTIONS.config().leaseDuration().toSeconds() * 1.0, most / 1000);
    assertThat(crash.spreadingSeconds()).as("steps take no time").isZero();
    assertThat(crash.spreading().keysRead()).isBetween(98L * 99, 110L * 110);
    assertThat(crash.spreading().commits()).as("nobody has to write").isLessThanOrEqualTo(5);
  }

  @Test
  void theSameSeedCountsTheSame() {
    ScaleResult first = measured(7);
    ScaleResult again = measured(7);
    assertThat(again.calm()).isEqualTo(first.calm());
    assertThat(again.crash().spreading()).isEqualTo(first.crash().spreading());
    assertThat(again.crash().detectionSeconds()).isEqualTo(first.crash().detectionSeconds());
  }

  @Test
  void whatCostsMoreInALargerClusterIsNotFlat() {
    StoreCounts counts = new StoreCounts(100, 10, 0, 0, 1000, 5000, 10, 300);
    StoreCounts square = new StoreCounts(1000, 100, 0, 0, 100_000, 50_000, 100, 3000);
    Flatness flatness = Flatness.of(List.of(result(10, counts), result(100, square)), SUCCESSORS);
    assertThat(flatness.isFlat()).isFalse();
    assertThat(flatness.ratios()).containsEntry("keys read", 10.0).containsEntry("transactions", 1.0);
  }

  @Test
  void clustersWhereMembersWatchAllOthersAreNotCompared() {
    StoreCounts counts = new StoreCounts(100, 10, 0, 0, 1000, 5000, 10, 300);
    assertThatIllegalArgumentException().isThrownBy(
        () -> Flatness.of(List.of(result(5, counts), result(10, counts)), SUCCESSORS))
        .withMessageContaining("6 members");
    assertThatIllegalArgumentException().isThrownBy(() -> new Scale(OPTIONS, 2, what -> {})).withMessageContaining("2");
    assertThatIllegalArgumentException().isThrownBy(() -> ScaleOptions.of(Duration.ofSeconds(9), 1))
        .withMessageContaining("9S");
  }

  private static ScaleResult result(int members, StoreCounts calm) {
    return new ScaleResult(members, 1, calm, 60, new ScaleResult.Crash(15, 0, 1, calm), 1000, 1000);
  }

  @Test
  void anIdleMemberTakesSomeOfAProcessorAndFarFromAllOfIt() {
    IdleMembers.Result idle = IdleMembers.measure(3, Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(idle.heartbeatSeconds()).isEqualTo(0.25);
    assertThat(idle.cpuMicrosPerSecond()).isGreaterThan(0);
    assertThat(idle.percentOfOneProcessor()).isLessThan(50);
  }

  @Test
  void progressIsToldAllAlong() {
    List<String> told = new ArrayList<>();
    new Scale(OPTIONS, 3, told::add).run();
    assertThat(told).contains("joining", "calm, 50 % of 60 s", "a member crashes", "memory");
  }
}
