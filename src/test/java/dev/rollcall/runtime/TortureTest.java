package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.store.Seeds;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/**
 * Members with real threads under all that may happen to them. It takes half a minute; {@code -Drollcall.torture=PT10M}
 * has it take longer, and {@code -Drollcall.seed=N} do the same things, though not at the same instants.
 */
class TortureTest {

  @Test
  void whateverHappensNothingIsWrongAndInTheEndAllIsWell() {
    long seed = Long.getLong("rollcall.seed", ThreadLocalRandom.current().nextInt(1 << 30));
    Duration time = Duration.parse(System.getProperty("rollcall.torture", "PT30S"));
    String repeat = Seeds.announce("TortureTest", seed);
    try (Torture torture = new Torture(seed)) {
      torture.run(time);
      if (torture.log().findings().isEmpty()) {
        torture.end();
      }
      System.out.println("TortureTest: seed " + seed + ", " + torture);
      assertThat(torture.log().findings().stream().limit(3))
          .as("%s; threads do not run twice alike, so it may take some runs of%n"
              + "  mvn -pl src test -Dtest=TortureTest -Drollcall.seed=%s -Drollcall.torture=%s", repeat, seed, time)
          .isEmpty();
      assertThat(torture.log().missing()).as("troubles that never happened; %s", repeat).isEmpty();
    }
  }
}
