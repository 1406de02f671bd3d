package dev.rollcall.conformance.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private final List<String> order = new ArrayList<>();

  private Contender contender(String name, long transitions) {
    return new Contender(name, () -> {
      order.add(name);
      return transitions;
    });
  }

  @Test
  void contenders_take_turns_and_the_first_round_does_not_count() {
    List<String> told = new ArrayList<>();
    List<Comparison.Row> rows =
        new Comparison(List.of(contender("a", 10), contender("b", 20)), told::add).run(3);
    assertThat(order).containsExactly("a", "b", "a", "b", "a", "b", "a", "b");
    assertThat(told).startsWith("a, warming up", "b, warming up", "a, round 1").hasSize(8);
    assertThat(rows).extracting(Comparison.Row::name).containsExactly("a", "b");
    assertThat(rows).extracting(Comparison.Row::transitions).containsExactly(10L, 20L);
    assertThat(rows).allSatisfy(row -> assertThat(row.seconds()).hasSize(3));
    assertThat(rows.get(0).ratios()).containsExactly(1.0, 1.0, 1.0);
    assertThat(rows.get(0).medianRatio()).isEqualTo(1.0);
    assertThat(rows).allSatisfy(row -> assertThat(row.cpuSeconds()).hasSize(3).allSatisfy(
        seconds -> assertThat(seconds).isNotNegative()));
  }

  @Test
  void the_median_is_between_the_two_in_the_middle() {
    Comparison.Row row = new Comparison.Row("x", 1, List.of(9.0, 1.0, 2.0, 4.0), List.of(1.0), List.of(5.0), List.of(6.0), 0);
    assertThat(row.medianSeconds()).isEqualTo(3.0);
    assertThat(row.medianRatio()).isEqualTo(5.0);
    assertThat(row.medianCpuRatio()).isEqualTo(6.0);
  }
}
