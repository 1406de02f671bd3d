package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.MembershipConfig;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  @Property
  void allAttemptsAreOverWithinOneLease(@ForAll @LongRange(min = 4_000_000, max = 1L << 50) long leaseNanos) {
    MembershipConfig config = new MembershipConfig(
        Duration.ofNanos(leaseNanos), Duration.ofNanos(2 * leaseNanos), 0.01, Duration.ofNanos(leaseNanos), 1, 1);
    RetryPolicy policy = RetryPolicy.within(config);
    assertThat(policy.deadline().plus(config.stepTimeout())).isLessThanOrEqualTo(config.leaseDuration());
    assertThat(policy.longestPause()).isLessThan(config.leaseDuration());
  }

  @Property
  void pausesGrowToALimit(
      @ForAll @IntRange(min = 1, max = 2_000) int made, @ForAll @DoubleRange(min = 0, max = 0.99) double random) {
    RetryPolicy policy = new RetryPolicy(5_000, Duration.ofMillis(5), Duration.ofSeconds(1), Duration.ofDays(1));
    assertThat(policy.pause(made, random)).isBetween(Duration.ZERO, Duration.ofSeconds(1));
    assertThat(policy.pause(made, random)).isLessThanOrEqualTo(policy.pause(made + 1, random));
  }

  @Test
  void pausesDouble() {
    RetryPolicy policy = new RetryPolicy(5, Duration.ofMillis(5), Duration.ofMillis(15), Duration.ofSeconds(1));
    assertThat(policy.pause(1, 0.5)).isEqualTo(Duration.ofNanos(2_500_000));
    assertThat(policy.pause(2, 0.5)).isEqualTo(Duration.ofMillis(5));
    assertThat(policy.pause(3, 0.5)).isEqualTo(Duration.ofNanos(7_500_000));
  }

  @Test
  void aPolicyThatNeverTriesIsRefused() {
    assertThatThrownBy(() -> new RetryPolicy(0, Duration.ZERO, Duration.ZERO, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("attempts is 0");
    assertThatThrownBy(() -> new RetryPolicy(1, Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("longestPause PT1S");
  }
}
