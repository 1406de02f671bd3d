package dev.rollcall.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.store.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever processes do, crash and fail to learn, an actor runs at one place at most; and in the end somewhere. */
@Timeout(120)
class ActorRunsTest {
  private static final int RUNS = 40;
  private static final int STEPS = 200;

  /** Most are noticed in the first, all in the first twenty. */
  private static final int RUNS_OF_A_MUTANT = 100;

  @ParameterizedTest
  @MethodSource("dev.rollcall.store.Seeds#seeds")
  void randomRunsKeepTheSafetyPropertiesAndEndWell(long seed) {
    Seeds.announce("ActorRunsTest", seed);
    long moved = 0;
    int unknown = 0;
    for (int run = 0; run < RUNS; run++) {
      ActorRun random = new ActorRun(seed * 1_000 + run);
      for (int step = 0; step < STEPS; step++) {
        random.step();
      }
      random.heals();
      moved += random.moved();
      unknown += random.unknown();
    }
    System.out.printf("%d runs of %d steps: %d actors moved, %d outcomes unknown%n", RUNS, STEPS, moved, unknown);
    assertThat(moved).isGreaterThan(RUNS);
    assertThat(unknown).isGreaterThan(RUNS / 4);
  }

  @Test
  void aLostGuardThatSafetyRestsOnIsNoticed() {
    assertThat(ActorMutants.all()).hasSize(7);
    ActorMutants.all().forEach((name, actions) -> assertThat(isNoticed(actions)).as(name).isTrue());
  }

  private static boolean isNoticed(ActorRun.Actions actions) {
    for (int run = 0; run < RUNS_OF_A_MUTANT; run++) {
      ActorRun random = new ActorRun(run, actions);
      try {
        for (int step = 0; step < STEPS; step++) {
          random.step();
        }
      } catch (AssertionError | RuntimeException e) {
        // A step that its guards should have kept from happening may also find that what it needs is not there.
        return true;
      }
    }
    return false;
  }
}
