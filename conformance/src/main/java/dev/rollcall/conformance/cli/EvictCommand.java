package dev.rollcall.conformance.cli;

import dev.rollcall.NodeId;
import dev.rollcall.conformance.operate.Seconds;
import dev.rollcall.protocol.Eviction;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.status.ClusterStatus;
import dev.rollcall.status.NodeStatus;
import dev.rollcall.status.StatusReader;
import dev.rollcall.store.Store;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has a live node of a real cluster leave. */
@Command(
    name = "evict",
    mixinStandardHelpOptions = true,
    description = {
      "Asks a node that lives, but is of no use, to drain and leave.",
      "",
      "Its process reads that within its refresh interval, 10 s by default, and leaves as if its application had asked "
          + "for it: its actors move, it resigns, and it does not join again by itself. The command waits for that. A "
          + "process that is dead, or cannot reach the store, does not read it: 'forget' removes the dead."},
    footer = {"", "Exit codes: 0 the node has left, 1 it has not in time; it may leave later. 2 bad usage, no such cluster "
        + "or node, or the store cannot be worked with.",
      "Examples:", "  scripts/rollcall evict --cluster orders n3",
      "  scripts/rollcall evict --cluster orders --wait 300 n3"})
final class EvictCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LINE_EVERY = Duration.ofSeconds(5);

  private final Outside outside;

  @Mixin private RealCluster cluster;

  @Mixin private VotesOption votes;

  @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "90",
      description = "How long to wait until it has left (default: ${DEFAULT-VALUE}, more than a member drains by "
          + "default).")
  @Range("0..86400")
  private Duration wait;

  @Parameters(paramLabel = "NODE", description = "Id of the node.")
  private String id;

  EvictCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    NodeId node = cluster.node(id);
    cluster.keys();
    return cluster.work(outside.stores(), "; the node may have been asked to leave or not: see scripts/rollcall status",
        store -> evict(store, node));
  }

  private int evict(Store store, NodeId node) {
    Keys keys = cluster.keys();
    StatusReader reader = new StatusReader(store, keys, votes.votes());
    ClusterStatus status = reader.read().orElseThrow(() -> cluster.unknown(reader));
    NodeStatus found = status.node(node).orElseThrow(() -> cluster.unknown(node, status));
    if (!Eviction.ask(store, keys, node, found.incarnation())) {
      System.out.println(node + " is " + found.state().specName() + ": there is no process that could leave.");
      return Rollcall.VERIFIED;
    }
    System.out.println("Asked " + node + ", " + found.state().specName() + " in incarnation " + found.incarnation()
        + ", to leave.");
    return await(reader, found);
  }

  private int await(StatusReader reader, NodeStatus asked) {
    long begun = outside.pace().nanos();
    long lastLine = begun;
    while (true) {
      Optional<NodeStatus> now = reader.read().flatMap(status -> status.node(asked.node()))
          .filter(node -> node.incarnation() == asked.incarnation() && node.state().isAlive());
      Duration passed = Duration.ofNanos(outside.pace().nanos() - begun);
      if (now.isEmpty()) {
        System.out.println(asked.node() + " has left, after " + Seconds.text(passed) + ".");
        return Rollcall.VERIFIED;
      }
      if (passed.compareTo(wait) >= 0) {
        System.err.println(notInTime(asked, now.get()));
        return Rollcall.VIOLATION;
      }
      if (outside.pace().nanos() - lastLine >= LINE_EVERY.toNanos()) {
        lastLine = outside.pace().nanos();
        System.err.println("  " + asked.node() + " is " + now.get().state().specName() + " after " + Seconds.text(passed));
      }
      if (!outside.pace().pause(PAUSE)) {
        throw new BadInputException("interrupted; " + asked.node() + " was asked to leave, and may do so");
      }
    }
  }

  private String notInTime(NodeStatus asked, NodeStatus now) {
    Optional<Heartbeat> heartbeat = now.heartbeat();
    boolean beats = !heartbeat.equals(asked.heartbeat());
    return asked.node() + " is still " + now.state().specName() + " after " + Seconds.text(wait) + ". "
        + (beats ? "Its process lives, and leaves when it has drained: see scripts/rollcall status"
            : "Its heartbeat has not changed since, so its process is dead or cannot reach the store: scripts/rollcall "
                + "forget removes a dead node");
  }
}
