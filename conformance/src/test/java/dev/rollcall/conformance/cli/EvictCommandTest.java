package dev.rollcall.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.DetectFailure;
import dev.rollcall.protocol.MarkNodeFailed;
import dev.rollcall.protocol.NodeLeave;
import dev.rollcall.protocol.NodeLeaveComplete;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Live nodes are asked to leave; the command says whether they did. */
class EvictCommandTest {
  private final World world = new World();

  private CommandRun evict(String... more) {
    List<String> all = new ArrayList<>(List.of("evict", "--cluster", "orders"));
    all.addAll(List.of(more));
    return world.run(all.toArray(String[]::new));
  }

  private long asked(String node) {
    return world.registry().evicted(NodeId.of(node));
  }

  @Test
  void a_node_that_leaves_when_it_is_asked_to() {
    world.join("n1", "n2", "n3");
    world.after(Duration.ofSeconds(4), () -> world.does(new NodeLeave(), "n3", null));
    world.after(Duration.ofSeconds(8), () -> world.does(new NodeLeaveComplete(), "n3", null));
    CommandRun run = evict("n3");
    assertThat(run.out()).isEqualTo("Asked n3, Active in incarnation 3, to leave.\nn3 has left, after 8.0 s.\n");
    assertThat(run.err()).isEqualTo("  n3 is Leaving after 5.0 s\n");
    assertThat(run.exit()).isZero();
    assertThat(asked("n3")).isEqualTo(3);
  }

  @Test
  void a_node_that_has_not_left_in_time() {
    world.join("n1", "n2");
    CommandRun run = evict("--wait", "20", "n2");
    assertThat(run.err()).endsWith("n2 is still Active after 20.0 s. Its process lives, and leaves when it has drained: see "
        + "scripts/rollcall status\n");
    assertThat(run.exit()).isEqualTo(1);
  }

  @Test
  void a_node_that_is_dead() {
    world.join("n1", "n2");
    world.die("n2");
    CommandRun run = evict("--wait", "20", "n2");
    assertThat(run.err()).contains("n2 is still Active after 20.0 s. Its heartbeat has not changed since", "forget");
    assertThat(run.exit()).isEqualTo(1);
  }

  @Test
  void a_node_that_is_not_there() {
    world.join("n1", "n2");
    CommandRun run = evict("n9");
    assertThat(run.err()).contains("error: cluster orders has no node n9; it has n1 (Active), n2 (Active)");
    assertThat(run.exit()).isEqualTo(2);
  }

  @Test
  void a_command_that_is_interrupted() {
    world.join("n1", "n2");
    world.endsAfter(Duration.ofSeconds(3));
    CommandRun run = evict("n2");
    assertThat(run.err()).contains("interrupted; n2 was asked to leave, and may do so");
    assertThat(run.exit()).isEqualTo(2);
  }

  @Test
  void a_node_that_is_failed_meanwhile() {
    world.join("n1", "n2");
    world.die("n2");
    world.watches("n1", Duration.ofSeconds(17));
    world.after(Duration.ofSeconds(2), () -> {
      world.does(new DetectFailure(), "n1", "n2");
      world.does(new MarkNodeFailed(), "n1", "n2");
    });
    CommandRun run = evict("n2");
    assertThat(run.err()).isEqualTo("n2 was failed after 2.0 s: it died, or lost the store, before it had left. If "
        + "its process lives, it stays out.\n");
    assertThat(run.exit()).isEqualTo(1);
    CommandRun again = evict("n2");
    assertThat(again.err()).startsWith("n2 is Failed: it can be asked only after it has joined again.");
    assertThat(again.exit()).isEqualTo(1);
  }

  @Test
  void a_node_that_may_not_have_read_it_yet() {
    world.join("n1", "n2");
    CommandRun run = evict("--wait", "1", "n2");
    assertThat(run.err()).isEqualTo("n2 is still Active after 1.0 s. It may not have read the request yet: see "
        + "scripts/rollcall status\n");
    assertThat(run.exit()).isEqualTo(1);
  }
}
