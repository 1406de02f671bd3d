package dev.rollcall.conformance.tlc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Workers that are processes: how they come, how they go, and what is told when they do not. */
class WorkerProcessesTest {
  /** Of the server, which looks about every 50 ms. */
  private static final int POLLS = 4;

  private final Cluster cluster = Cluster.ofProcesses();

  private static List<ProcessHandle> workers() {
    return ProcessHandle.current().children()
        .filter(child -> child.info().commandLine().orElse("").contains(LocalWorkerMain.class.getName()))
        .toList();
  }

  @AfterEach
  void no_process_is_left() {
    assertThat(workers()).isEmpty();
  }

  /** Does something to the workers a fifth of a second after both have come: they need seconds to be done. */
  private CheckResult gridWhile(Consumer<List<ProcessHandle>> what, Duration patience) {
    AtomicInteger polls = new AtomicInteger();
    TlcRun run = Specs.run("Grid", "Grid").withCancellation(() -> {
      if (cluster.joined.size() == 2 && polls.incrementAndGet() == POLLS) {
        what.accept(workers());
      }
      return false;
    });
    CheckResult result = Distributed.check(cluster.of(run).withPatience(patience));
    assertThat(polls).as("the run was over too soon").hasValueGreaterThanOrEqualTo(POLLS);
    return result;
  }

  private void hasTheNumbersOfTheGrid(CheckResult result) {
    assertThat(result.outcome()).as(result.rawOutput()).isEqualTo(new Outcome.Passed());
    assertThat(result.stats().distinct()).isEqualTo(151 * 151);
    assertThat(result.stats().transitions()).isEqualTo(2 * 150 * 151);
    assertThat(result.coverage()).extracting(ActionCoverage::taken).containsExactly(150L * 151, 150L * 151);
  }

  @Test
  void the_states_of_a_killed_worker_go_to_the_other_and_the_numbers_are_right() {
    hasTheNumbersOfTheGrid(gridWhile(workers -> workers.get(0).destroyForcibly(), Duration.ofSeconds(20)));
    assertThat(cluster.lost).hasSize(1);
  }

  @Test
  void a_worker_that_is_silent_is_given_up_and_the_numbers_are_right() {
    hasTheNumbersOfTheGrid(gridWhile(workers -> signal("STOP", workers.get(0)), Duration.ofSeconds(4)));
    assertThat(cluster.lost).singleElement().asString().endsWith("silent for 4 s");
  }

  @Test
  void a_run_that_lost_all_its_workers_says_so() {
    Duration patience = Duration.ofSeconds(2);
    assertThatThrownBy(() -> gridWhile(workers -> workers.forEach(ProcessHandle::destroyForcibly), patience))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("all workers are lost, and no other came within 2 s; states left to expand: ");
  }

  @Test
  void a_run_to_which_nobody_comes_says_how_to_start_workers() {
    DistributedRun run = cluster.of(Specs.lock("Passes")).withLocalWorkers(0, "1g").withPatience(Duration.ofSeconds(1));
    assertThatThrownBy(() -> Distributed.check(run)).isInstanceOf(ClusterException.class)
        .hasMessage("no worker came within 1 s; states left to expand: 1. "
            + "Start workers with: scripts/rollcall worker HOST:PORT");
  }

  @Test
  void a_worker_process_that_cannot_start_is_told_at_once_with_what_it_said() {
    DistributedRun run = cluster.of(Specs.lock("Passes")).withLocalWorkers(1, "nothing");
    assertThatThrownBy(() -> Distributed.check(run)).isInstanceOf(ClusterException.class)
        .hasMessageContaining("no worker came;").hasMessageContaining("ended with exit code 1");
  }

  @Test
  void a_port_that_is_taken_is_named() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      DistributedRun run = cluster.of(Specs.lock("Passes")).withAddress(DistributedRun.LOOPBACK, taken.getLocalPort());
      assertThatThrownBy(() -> Distributed.check(run)).isInstanceOf(ClusterException.class)
          .hasMessage("port " + taken.getLocalPort() + " of 127.0.0.1 is in use; choose another with --port");
    }
  }

  @Test
  void a_worker_that_finds_no_server_says_where_it_looked() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    WorkerRun run = new WorkerRun(DistributedRun.LOOPBACK, port, 1, Optional.empty(), 0,
        Duration.ofMillis(600), () -> false, ClusterListener.SILENT);
    assertThatThrownBy(() -> Distributed.work(run)).isInstanceOf(ClusterException.class)
        .hasMessageStartingWith("no server can be reached at 127.0.0.1:" + port);
  }

  @Test
  void a_worker_process_ends_with_the_process_that_started_it() throws Exception {
    Process worker = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        System.getProperty("java.class.path"), LocalWorkerMain.class.getName(), DistributedRun.LOOPBACK, "1", "60000")
        .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    try {
      assertThat(worker.waitFor(1, TimeUnit.SECONDS)).isFalse();
      worker.getOutputStream().close();
      assertThat(worker.waitFor(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      worker.destroyForcibly().waitFor();
    }
  }

  private static void signal(String name, ProcessHandle process) {
    try {
      assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor()).isZero();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
