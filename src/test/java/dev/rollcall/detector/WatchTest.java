package dev.rollcall.detector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.schema.Heartbeat;
import java.time.Duration;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final NodeId N = NodeId.of("n");
  private static final Duration GAP = Duration.ofNanos(4);
  private static final Duration TIMEOUT = Duration.ofNanos(10);

  @Test
  void aNodeThatWasNeverSeenIsNotSilent() {
    assertThat(Watch.NONE.isSilent(N, new Heartbeat(1, 1), Duration.ZERO)).isFalse();
    assertThat(Watch.NONE.isUnbroken(0, GAP)).isFalse();
  }

  @Test
  void silenceIsAboutTheHeartbeatThatWasWatchedAndNoOther() {
    Watch watch = look(look(look(Watch.NONE, 0, 1), 4, 1), 8, 1);
    watch = look(watch, 12, 1);
    assertThat(watch.isSilent(N, new Heartbeat(1, 1), TIMEOUT)).isTrue();
    assertThat(watch.isSilent(N, new Heartbeat(1, 2), TIMEOUT)).isFalse();
    assertThat(watch.isSilent(N, new Heartbeat(2, 1), TIMEOUT)).isFalse();
  }

  @Test
  void theTimeWatchedIsUpToTheLastLook() {
    Watch watch = look(look(Watch.NONE, 0, 1), 3, 1);
    assertThat(watch.watchedNanos(N, new Heartbeat(1, 1))).isEqualTo(3);
    assertThat(watch.watchedNanos(N, new Heartbeat(1, 2))).isNegative();
    assertThat(Watch.NONE.watchedNanos(N, new Heartbeat(1, 1))).isNegative();
  }

  @Test
  void theSilentAreThoseWatchedUnchangedForTheWholeTimeout() {
    NodeId m = NodeId.of("m");
    Watch watch = Watch.NONE;
    for (int now = 0; now <= 12; now += 4) {
      watch = watch.look(now, now, GAP, Map.of(N, new Heartbeat(1, 1), m, new Heartbeat(2, now)));
    }
    assertThat(watch.silent(TIMEOUT)).containsExactly(N);
    assertThat(watch.silent(Duration.ofNanos(12))).containsExactly(N);
    assertThat(watch.silent(Duration.ofNanos(13))).isEmpty();
    assertThat(watch.silent(Duration.ZERO)).containsExactlyInAnyOrder(N, m);
    assertThat(Watch.NONE.silent(Duration.ZERO)).isEmpty();
  }

  @Test
  void watchesThatSawTheSameAreEqual() {
    assertThat(look(look(Watch.NONE, 0, 1), 3, 1)).isEqualTo(look(look(Watch.NONE, 0, 1), 3, 1))
        .hasSameHashCodeAs(look(look(Watch.NONE, 0, 1), 3, 1))
        .isNotEqualTo(look(Watch.NONE, 3, 1)).isNotEqualTo(look(look(Watch.NONE, 0, 1), 3, 2)).isNotEqualTo(Watch.NONE);
  }

  @Test
  void aNodeThatWasGoneInBetweenIsWatchedAnew() {
    Watch watch = look(Watch.NONE, 0, 1).look(3, 3, GAP, Map.of());
    watch = look(look(look(watch, 6, 1), 9, 1), 12, 1);
    assertThat(watch.isSilent(N, new Heartbeat(1, 1), TIMEOUT)).isFalse();
  }

  @Test
  void whatIsFirstSeenCountsFromTheEndOfThatLookAndUpToTheBeginningOfTheLast() {
    Watch first = Watch.NONE.look(0, 3, GAP, Map.of(N, new Heartbeat(1, 1)));
    Watch last = first.look(4, 9, GAP, Map.of(N, new Heartbeat(1, 1)));
    assertThat(last.isSilent(N, new Heartbeat(1, 1), Duration.ofNanos(1))).isTrue();
    assertThat(last.isSilent(N, new Heartbeat(1, 1), Duration.ofNanos(2))).isFalse();
  }

  /** Against a plain account of the same looks: silent means an unbroken run of equal sightings of the timeout. */
  @Property
  void silentMeansWatchedUnchangedWithoutAPauseForTheWholeTimeout(
      @ForAll @Size(max = 12) List<@IntRange(min = 1, max = 6) Integer> pauses,
      @ForAll @Size(min = 12, max = 12) List<@IntRange(min = 1, max = 15) Integer> changes) {
    Watch watch = Watch.NONE;
    long now = 0;
    long since = 0;
    long lastLook = Long.MIN_VALUE / 2;
    int counter = 1;
    for (int i = 0; i < pauses.size(); i++) {
      now += pauses.get(i);
      boolean changed = changes.get(i) == 1;
      counter += changed ? 1 : 0;
      since = changed || now - lastLook > GAP.toNanos() ? now : since;
      lastLook = now;
      watch = look(watch, now, counter);
      assertThat(watch.isSilent(N, new Heartbeat(1, counter), TIMEOUT)).isEqualTo(now - since >= TIMEOUT.toNanos());
    }
  }

  private static Watch look(Watch watch, long now, long counter) {
    return watch.look(now, now, GAP, Map.of(N, new Heartbeat(1, counter)));
  }
}
