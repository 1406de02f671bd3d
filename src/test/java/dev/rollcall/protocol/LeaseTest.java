package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private static final Duration TEN = Duration.ofSeconds(10);
  private static final ClockReading BEGIN = at(100, 5_000);

  private static ClockReading at(long nanos, long wallMillis) {
    return new ClockReading(nanos, wallMillis);
  }

  /** So much later by both clocks, the wall clock being this much ahead. */
  private static ClockReading later(Duration elapsed, long aheadMillis) {
    return at(BEGIN.nanos() + elapsed.toNanos(), BEGIN.wallMillis() + elapsed.toMillis() + aheadMillis);
  }

  @Test
  void aLeaseIsLiveFromItsStartUpToButNotAtItsEnd() {
    Lease lease = Lease.from(BEGIN, TEN);
    assertThat(lease.isLive(BEGIN)).isTrue();
    assertThat(lease.isLive(later(TEN.minusNanos(1), 0))).isTrue();
    assertThat(lease.isLive(later(TEN, 0))).isFalse();
    assertThat(lease.leftNanos(later(Duration.ofSeconds(4), 0))).isEqualTo(Duration.ofSeconds(6).toNanos());
    assertThat(lease.leftNanos(later(TEN, 0))).isZero();
  }

  @Test
  void noLeaseIsNeverLiveNotEvenWhenTheClockStartsAtZero() {
    assertThat(Lease.NONE.isLive(at(0, 0))).isFalse();
    assertThat(Lease.NONE.isLive(at(-1, 0))).isFalse();
    assertThat(new Lease(false, at(0, 0), TEN).isLive(at(5, 0))).isFalse();
  }

  @Test
  void aWallClockThatRanAheadByMoreThanASecondEndsTheLease() {
    Lease lease = Lease.from(BEGIN, TEN);
    Duration soon = Duration.ofSeconds(1);
    assertThat(lease.isLive(later(soon, 1_000))).isTrue();
    assertThat(lease.isLive(later(soon, 1_001))).isFalse();
    assertThat(lease.leftNanos(later(soon, 1_001))).isZero();
    assertThat(lease.leftNanos(later(soon, 1_000))).isEqualTo(Duration.ofSeconds(9).toNanos());
  }

  @Test
  void aShortLeaseEndsWhenTheWallClockRanAheadByMoreThanATenthOfIt() {
    Duration second = Duration.ofSeconds(1);
    Lease lease = Lease.from(BEGIN, second);
    assertThat(lease.isLive(later(Duration.ofMillis(300), 100))).isTrue();
    assertThat(lease.isLive(later(Duration.ofMillis(300), 101))).isFalse();
  }

  @Property
  void aWallClockNeverLengthensALease(@ForAll @LongRange(min = -100_000, max = 100_000) long aheadMillis) {
    assertThat(Lease.from(BEGIN, TEN).isLive(later(TEN, aheadMillis))).isFalse();
  }

  @Property
  void aWallClockThatIsSetBackChangesNothing(@ForAll @LongRange(min = 0, max = 100_000) long backMillis) {
    assertThat(Lease.from(BEGIN, TEN).isLive(later(TEN.minusNanos(1), -backMillis))).isTrue();
  }

  @Property
  void itMakesNoDifferenceWhereTheMonotonicClockStartsOrThatItOverflows(
      @ForAll long since, @ForAll @LongRange(min = 0, max = 20) long elapsed) {
    assertThat(Lease.from(at(since, 0), Duration.ofNanos(10)).isLive(at(since + elapsed, 0))).isEqualTo(elapsed < 10);
  }
}
