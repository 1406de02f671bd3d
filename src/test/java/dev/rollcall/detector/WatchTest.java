package dev.rollcall.detector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.schema.Heartbeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final NodeId N = NodeId.of("n");
  private static final Duration GAP = Duration.ofNanos(4);
  private static final Duration TIMEOUT = Duration.ofNanos(10);

  @Test
  void aNodeThatWasNeverSeenIsNotSilent() {
    assertThat(Watch.NONE.isSilent(N, new Heartbeat(1, 1))).isFalse();
    assertThat(Watch.NONE.isUnbroken(0, GAP)).isFalse();
  }

  @Test
  void silenceIsAboutTheHeartbeatThatWasWatchedAndNoOther() {
    Watch watch = look(look(look(Watch.NONE, 0, 1), 4, 1), 8, 1);
    watch = look(watch, 12, 1);
    assertThat(watch.isSilent(N, new Heartbeat(1, 1))).isTrue();
    assertThat(watch.isSilent(N, new Heartbeat(1, 2))).isFalse();
    assertThat(watch.isSilent(N, new Heartbeat(2, 1))).isFalse();
  }

  @Test
  void anotherIncarnationWithTheSameCounterIsWatchedFromItsFirstSight() {
    Watch watch = look(look(Watch.NONE, 0, 1), 4, 1).look(8, 8, GAP, Map.of(N, seen(2, 1)));
    assertThat(watch.watchedNanos(N, new Heartbeat(2, 1))).isZero();
    watch = watch.look(12, 12, GAP, Map.of(N, seen(2, 1)));
    assertThat(watch.watchedNanos(N, new Heartbeat(2, 1))).isEqualTo(4);
    assertThat(watch.silent()).isEmpty();
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
      watch = watch.look(now, now, GAP, Map.of(N, seen(1, 1), m, seen(2, now)));
    }
    assertThat(watch.silent()).containsExactly(N);
    assertThat(Watch.NONE.silent()).isEmpty();
  }

  @Test
  void eachNodeHasATimeoutOfItsOwn() {
    NodeId patient = NodeId.of("a");
    NodeId just = NodeId.of("b");
    Watch watch = Watch.NONE;
    for (int now = 0; now <= 12; now += 4) {
      watch = watch.look(now, now, GAP, Map.of(
          just, new Observation(new Heartbeat(1, 1), Duration.ofNanos(12)),
          patient, new Observation(new Heartbeat(2, 1), Duration.ofNanos(13))));
    }
    assertThat(watch.silent()).containsExactly(just);
    assertThat(watch.isSilent(just, new Heartbeat(1, 1))).isTrue();
    assertThat(watch.isSilent(patient, new Heartbeat(2, 1))).isFalse();
    assertThat(watch.timeout(patient, 2)).contains(Duration.ofNanos(13));
    assertThat(watch.timeout(patient, 3)).as("of another incarnation").isEmpty();
    assertThat(Watch.NONE.timeout(patient, 2)).isEmpty();
  }

  @Test
  void theSilentAreInTheOrderOfTheirIds() {
    Map<NodeId, Observation> many = new HashMap<>();
    for (int i = 9; i >= 0; i--) {
      many.put(NodeId.of("n" + i), new Observation(new Heartbeat(1, 1), Duration.ZERO));
    }
    assertThat(new ArrayList<>(Watch.NONE.look(0, 0, GAP, many).silent())).isSorted().hasSize(10);
  }

  @Test
  void watchesThatSawTheSameAreEqual() {
    assertThat(look(look(Watch.NONE, 0, 1), 3, 1)).isEqualTo(look(look(Watch.NONE, 0, 1), 3, 1))
        .hasSameHashCodeAs(look(look(Watch.NONE, 0, 1), 3, 1))
        .isNotEqualTo(look(Watch.NONE, 3, 1)).isNotEqualTo(look(look(Watch.NONE, 0, 1), 3, 2)).isNotEqualTo(Watch.NONE);
  }

  @Test
  void aNodeThatWasGoneInBetweenIsWatchedFromTheBeginning() {
    Watch watch = look(Watch.NONE, 0, 1).look(3, 3, GAP, Map.of());
    watch = look(look(look(watch, 6, 1), 9, 1), 12, 1);
    assertThat(watch.isSilent(N, new Heartbeat(1, 1))).isFalse();
  }

  @Test
  void whatIsFirstSeenCountsFromTheEndOfThatLookAndUpToTheBeginningOfTheLast() {
    Watch first = Watch.NONE.look(0, 3, GAP, Map.of(N, seen(1, 1)));
    Watch last = first.look(4, 9, GAP, Map.of(N, seen(1, 1)));
    assertThat(last.watchedNanos(N, new Heartbeat(1, 1))).isEqualTo(1);
  }

  @Test
  void theNextToBecomeSilentIsTheOneWhoseTimeoutIsOverFirst() {
    assertThat(Watch.NONE.nextSilentInNanos(0)).isEqualTo(Long.MAX_VALUE);
    NodeId other = NodeId.of("other");
    Observation patient = new Observation(new Heartbeat(1, 1), TIMEOUT.multipliedBy(2));
    Watch watch = Watch.NONE.look(0, 2, GAP, Map.of(N, seen(1, 1), other, patient));
    long silentAt = 2 + TIMEOUT.toNanos();
    assertThat(watch.nextSilentInNanos(3)).isEqualTo(silentAt - 3);
    assertThat(watch.nextSilentInNanos(silentAt + 1)).as("a look is overdue").isZero();
    for (long now = GAP.toNanos(); now < silentAt; now += GAP.toNanos()) {
      watch = watch.look(now, now, GAP, Map.of(N, seen(1, 1), other, patient));
    }
    watch = watch.look(silentAt, silentAt, GAP, Map.of(N, seen(1, 1), other, patient));
    assertThat(watch.silent()).containsExactly(N);
    assertThat(watch.nextSilentInNanos(silentAt)).as("the other is next").isEqualTo(TIMEOUT.toNanos());
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
      assertThat(watch.isSilent(N, new Heartbeat(1, counter))).isEqualTo(now - since >= TIMEOUT.toNanos());
    }
  }

  private static Watch look(Watch watch, long now, long counter) {
    return watch.look(now, now, GAP, Map.of(N, seen(1, counter)));
  }

  private static Observation seen(long incarnation, long counter) {
    return new Observation(new Heartbeat(incarnation, counter), TIMEOUT);
  }
}
