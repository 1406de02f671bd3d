package dev.rollcall.conformance.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * How soon clusters of one kind were whole again.
 *
 * @param leastNodes the smallest cluster
 * @param mostNodes the largest one
 * @param histories how many there were
 * @param limit what none may take longer than, but for a tick of the clock
 * @param took the times of those that were whole in the time watched; empty if there are none
 * @param never how many were not
 * @param above how many took longer than that, those that never were whole included
 * @param unsafe how many broke a safety property
 */
public record RecoveryRow(
    int leastNodes, int mostNodes, boolean probing, int votes, int histories, Duration limit, Optional<MeasuredTimes> took,
    long never, long above, long unsafe) {
  private static final int SIZES = 6;

  /**
   * Sums results up by size, probing and votes; neighbouring sizes together where there are many.
   *
   * @param limit what a cluster may take, by whether it probes
   */
  public static List<RecoveryRow> of(List<RecoveryResult> results, Function<Boolean, Duration> limit) {
    SortedSet<Integer> distinct = new TreeSet<>();
    results.forEach(result -> distinct.add(result.of().nodes()));
    List<Integer> sizes = List.copyOf(distinct);
    List<RecoveryRow> rows = new ArrayList<>();
    int together = (sizes.size() + SIZES - 1) / SIZES;
    for (int from = 0; from < sizes.size(); from += together) {
      int least = sizes.get(from);
      int most = sizes.get(Math.min(from + together, sizes.size()) - 1);
      for (boolean probing : new boolean[] {true, false}) {
        for (int votes : new TreeSet<>(results.stream().map(result -> result.of().votes()).toList())) {
          List<RecoveryResult> those = results.stream().filter(result -> result.of().nodes() >= least
              && result.of().nodes() <= most && result.of().probing() == probing && result.of().votes() == votes)
              .toList();
          if (!those.isEmpty()) {
            rows.add(of(least, most, those, limit.apply(probing)));
          }
        }
      }
    }
    return rows;
  }

  private static RecoveryRow of(int least, int most, List<RecoveryResult> results, Duration limit) {
    List<Duration> times = results.stream().map(RecoveryResult::took).flatMap(Optional::stream).toList();
    RecoveryCase one = results.get(0).of();
    return new RecoveryRow(least, most, one.probing(), one.votes(), results.size(), limit,
        times.isEmpty() ? Optional.empty() : Optional.of(new MeasuredTimes(times)), results.size() - times.size(),
        results.stream().filter(result -> !result.isInTime(limit)).count(),
        results.stream().filter(result -> !result.violations().isEmpty()).count());
  }
}
