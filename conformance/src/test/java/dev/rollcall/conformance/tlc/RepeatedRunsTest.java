package dev.rollcall.conformance.tlc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RepeatedRunsTest {
  private static final List<TlcRun> RUNS =
      List.of(
          Specs.lock("Passes"), Specs.lock("Three"), Specs.lock("Symmetric"),
          Specs.lock("SymmetricViolated"), Specs.lock("InvariantViolated"),
          Specs.lock("ActionViolated"), Specs.lock("OnlyTemporalViolated"),
          Specs.lock("TemporalPasses"), Specs.lock("MissingConstant"), Specs.counter("Passes"),
          Specs.counter("RefinementViolated"), Specs.counter("EvaluationError"),
          Specs.counter("LoopViolated"), Specs.run("Undefined", "InitNext"));

  /** All of a result that must not depend on what ran before. */
  private static String essence(CheckResult result) {
    RunStats s = result.stats();
    return result.outcome() + " " + s.generated() + " " + s.distinct() + " " + s.depth() + " "
        + result.coverage();
  }

  @Test
  void a_hundred_mixed_runs_give_what_each_gives_alone() {
    Map<TlcRun, String> alone = new LinkedHashMap<>();
    RUNS.forEach(run -> alone.put(run, essence(Tlc.check(run))));
    Random order = new Random(7);
    for (int i = 0; i < 100; i++) {
      TlcRun run = RUNS.get(order.nextInt(RUNS.size()));
      assertThat(essence(Tlc.check(run))).as("run %d, %s", i, run.configFile()).isEqualTo(alone.get(run));
    }
  }

  @Test
  void runs_side_by_side_do_not_disturb_one_another() {
    List<CompletableFuture<String>> results = new ArrayList<>();
    for (int i = 0; i < 2 * RUNS.size(); i++) {
      TlcRun run = RUNS.get(i % RUNS.size());
      results.add(CompletableFuture.supplyAsync(() -> essence(Tlc.check(run))));
    }
    for (int i = 0; i < RUNS.size(); i++) {
      assertThat(results.get(i).join()).isEqualTo(results.get(i + RUNS.size()).join());
    }
  }
}
