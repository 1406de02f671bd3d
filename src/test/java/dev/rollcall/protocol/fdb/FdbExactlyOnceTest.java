package dev.rollcall.protocol.fdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.store.Seeds;
import dev.rollcall.store.fdb.ChildJvm;
import dev.rollcall.store.fdb.FdbCluster;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every action is applied once, though FoundationDB's client reports errors at random: that others interfered, that
 * servers are overloaded, and of commits that were applied that it does not know.
 */
@FdbCluster.Needed
@Timeout(180)
class FdbExactlyOnceTest {
  private static final Map<String, String> ERRORS_AT_RANDOM = Map.of(
      "FDB_NETWORK_OPTION_CLIENT_BUGGIFY_ENABLE", "",
      "FDB_NETWORK_OPTION_CLIENT_BUGGIFY_SECTION_ACTIVATED_PROBABILITY", "100",
      "FDB_NETWORK_OPTION_CLIENT_BUGGIFY_SECTION_FIRED_PROBABILITY", "25");

  @ParameterizedTest
  @MethodSource("dev.rollcall.store.Seeds#seeds")
  void actionsOfUnknownOutcomeAreAppliedOnce(long seed) throws Exception {
    String repeat = Seeds.announce("exactlyOnce", seed);
    List<String> output;
    try (ChildJvm child = ChildJvm.start(
        ExactlyOnceRun.class, ERRORS_AT_RANDOM, FdbCluster.freshPrefix().toUtf8(), Long.toString(seed))) {
      output = child.finish();
    }
    System.out.println("exactlyOnce: " + output);
    assertThat(number("performed ", output)).as(repeat).isPositive();
    assertThat(number("unknown ", output)).as(repeat).isPositive();
  }

  private static int number(String name, List<String> output) {
    return output.stream().filter(line -> line.startsWith(name)).findFirst()
        .map(line -> Integer.parseInt(line.substring(name.length()))).orElseThrow();
  }
}
