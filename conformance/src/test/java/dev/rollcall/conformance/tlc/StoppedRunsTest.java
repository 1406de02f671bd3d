package dev.rollcall.conformance.tlc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StoppedRunsTest {
  private static List<Thread> tlcThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getThreadGroup() != null)
        // The JDK's own pool, shared by all of the JVM: its workers come and go as they like.
        .filter(thread -> !thread.getName().startsWith("ForkJoinPool.commonPool"))
        .filter(thread -> thread.getThreadGroup().getName().startsWith("tlc-"))
        .toList();
  }

  private static void eventuallyNoTlcThread() throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!tlcThreads().isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(50);
    }
    assertThat(tlcThreads()).isEmpty();
  }

  @Test
  void a_run_ends_at_its_time_limit_and_leaves_no_thread() throws Exception {
    List<ProgressListener.Progress> heard = new CopyOnWriteArrayList<>();
    CheckResult result =
        Tlc.check(
            Specs.run("Endless", "Endless")
                .withWorkers(2)
                .withTimeLimit(Duration.ofMillis(1500))
                .withProgress(heard::add));
    assertThat(result.outcome()).isEqualTo(new Outcome.TimedOut());
    assertThat(result.stats().seconds()).isGreaterThan(1.4);
    assertThat(heard).isNotEmpty();
    assertThat(heard.get(heard.size() - 1).distinct()).isPositive();
    eventuallyNoTlcThread();
  }

  @Test
  void a_cancelled_run_ends() throws Exception {
    AtomicBoolean cancel = new AtomicBoolean();
    TlcRun run =
        Specs.run("Endless", "Endless")
            .withCancellation(cancel::get)
            .withTransitions(
                new TransitionListener() {
                  @Override
                  public void onInitial(StateHandle state) {}

                  @Override
                  public void onTransition(
                      StateHandle from, StateHandle to, boolean isNew, ActionLabel label) {
                    cancel.set(true);
                  }
                });
    assertThat(Tlc.check(run).outcome()).isEqualTo(new Outcome.Cancelled());
    eventuallyNoTlcThread();
  }

  @Test
  void workers_that_wait_for_one_that_failed_end_too() throws Exception {
    TlcRun run = Specs.run("Grid", "Grid").withWorkers(4).withTransitions(new TransitionListener() {
      private final AtomicInteger heard = new AtomicInteger();

      @Override
      public void onInitial(StateHandle state) {}

      @Override
      public void onTransition(StateHandle from, StateHandle to, boolean isNew, ActionLabel label) {
        if (heard.incrementAndGet() == 5_000) {
          throw new IllegalStateException("enough");
        }
      }
    });
    assertThat(Tlc.check(run.withTimeLimit(Duration.ofSeconds(30))).outcome()).isInstanceOf(Outcome.SpecError.class);
    eventuallyNoTlcThread();
  }

  @Test
  void a_jvm_that_ran_tlc_can_end() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Tlc.check(Specs.lock("Passes"));
    Tlc.check(Specs.lock("TemporalViolated"));
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> !before.contains(thread))
        .allMatch(Thread::isDaemon);
  }

  @Test
  void no_way_out_of_a_run_leaves_a_thread_that_keeps_the_jvm_alive() throws Exception {
    for (String config : List.of("WrongConstant", "TemporalViolated", "SymmetricViolated", "Passes")) {
      Tlc.check(Specs.lock(config));
    }
    Tlc.check(Specs.counter("Assumption"));
    Tlc.check(Specs.counter("EvaluationError"));
    assertThat(tlcThreads()).allMatch(Thread::isDaemon);
    eventuallyNoTlcThread();
  }
}
