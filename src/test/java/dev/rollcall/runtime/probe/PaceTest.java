package dev.rollcall.runtime.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.store.Seeds;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pauses are spread over what the settings promise, and all of it. */
class PaceTest {
  private static final long INTERVAL = 1_000;

  @ParameterizedTest
  @MethodSource("dev.rollcall.store.Seeds#seeds")
  void pausesAreThreeQuartersOfTheIntervalToAllOfIt(long seed) {
    String run = Seeds.announce("pace", seed);
    Pace pace = new Pace(INTERVAL, new SplittableRandom(seed));
    boolean[] pauses = new boolean[(int) INTERVAL + 1];
    for (int i = 0; i < 100_000; i++) {
      pauses[(int) pace.pauseNanos()] = true;
    }
    for (int nanos = 0; nanos <= INTERVAL; nanos++) {
      assertThat(pauses[nanos]).as("%s: pause %d", run, nanos).isEqualTo(nanos >= 750);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.rollcall.store.Seeds#seeds")
  void firstProbesComeTogetherButNoMoreThanOneInTwoMilliseconds(long seed) {
    String run = Seeds.announce("pace", seed);
    Pace pace = new Pace(INTERVAL, new SplittableRandom(seed));
    int[] ofTen = new int[20];
    for (int i = 0; i < 100_000; i++) {
      ofTen[(int) (pace.firstPauseNanos(10) / 1_000_000)]++;
    }
    assertThat(ofTen).as(run).doesNotContain(0);
  }

  @Test
  void moreThanSoManyPeersAreProbedMoreSlowly() {
    Pace twoSeconds = new Pace(2_000_000_000L, () -> 0);
    assertThat(twoSeconds.of(1_000).pauseNanos()).isEqualTo(twoSeconds.pauseNanos());
    assertThat(twoSeconds.of(10_000).pauseNanos()).isEqualTo(10 * twoSeconds.pauseNanos());
    assertThat(twoSeconds.of(10_000).secondPauseNanos()).isEqualTo(10 * twoSeconds.secondPauseNanos());
  }

  @ParameterizedTest
  @MethodSource("dev.rollcall.store.Seeds#seeds")
  void theSameSeedMakesTheSamePauses(long seed) {
    Pace one = new Pace(INTERVAL, new SplittableRandom(seed));
    Pace other = new Pace(INTERVAL, new SplittableRandom(seed));
    for (int i = 0; i < 100; i++) {
      assertThat(one.pauseNanos()).isEqualTo(other.pauseNanos());
    }
  }
}
