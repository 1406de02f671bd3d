package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private static final Duration TEN = Duration.ofNanos(10);

  @Test
  void aLeaseIsLiveFromItsStartUpToButNotAtItsEnd() {
    Lease lease = Lease.from(100, TEN);
    assertThat(lease.isLive(100)).isTrue();
    assertThat(lease.isLive(109)).isTrue();
    assertThat(lease.isLive(110)).isFalse();
  }

  @Test
  void noLeaseIsNeverLiveNotEvenWhenTheClockStartsAtZero() {
    assertThat(Lease.NONE.isLive(0)).isFalse();
    assertThat(Lease.NONE.isLive(-1)).isFalse();
    assertThat(new Lease(false, 0, TEN).isLive(5)).isFalse();
  }

  @Property
  void itMakesNoDifferenceWhereTheMonotonicClockStartsOrThatItOverflows(
      @ForAll long since, @ForAll @LongRange(min = 0, max = 20) long elapsed) {
    assertThat(Lease.from(since, TEN).isLive(since + elapsed)).isEqualTo(elapsed < 10);
  }
}
