package dev.rollcall.conformance.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private final Latencies latencies = new Latencies();

  @Test
  void nothing_took_no_time() {
    assertThat(latencies.percentileNanos(0.5)).isZero();
  }

  @Test
  void small_numbers_are_exact() {
    LongStream.rangeClosed(1, 50).forEach(latencies::add);
    assertThat(latencies.percentileNanos(0.5)).isEqualTo(25);
    assertThat(latencies.percentileNanos(1)).isEqualTo(50);
  }

  @Test
  void any_number_is_told_at_most_a_thirty_second_part_too_long() {
    for (long nanos = 1; nanos > 0 && nanos < Long.MAX_VALUE / 3; nanos = nanos * 3 + 1) {
      Latencies one = new Latencies();
      one.add(nanos);
      assertThat(one.percentileNanos(0.99)).isBetween(nanos, nanos + nanos / 32);
    }
    latencies.add(Long.MAX_VALUE);
    assertThat(latencies.percentileNanos(0.99)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void most_may_be_short_and_few_long() {
    LongStream.range(0, 98).forEach(i -> latencies.add(10));
    latencies.add(1_000_000);
    latencies.add(1_000_000);
    assertThat(latencies.percentileNanos(0.98)).isEqualTo(10);
    assertThat(latencies.percentileNanos(0.99)).isGreaterThanOrEqualTo(1_000_000);
  }
}
