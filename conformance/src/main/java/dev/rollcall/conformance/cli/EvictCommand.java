package dev.rollcall.conformance.cli;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.conformance.operate.Seconds;
import dev.rollcall.protocol.Eviction;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.status.StatusReader;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
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
      "Its process reads the request within its refresh interval, 10 s by default, and leaves as if its application had "
          + "asked for it: it stops its actors, resigns, waits until they are moved, and does not join again by itself. "
          + "The command waits until it has left. A process that is dead, or cannot reach the store, does not read the "
          + "request: 'forget' removes the dead."},
    footer = {"", "Exit codes: 0 the node has left, 1 it has not in time, or was failed; 2 bad usage, no such cluster or "
        + "node, or the store cannot be worked with.",
      "Examples:", "  scripts/rollcall evict --cluster orders n3",
      "  scripts/rollcall evict --cluster orders --wait 300 n3"})
final class EvictCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LINE_EVERY = Duration.ofSeconds(5);

  private final Outside outside;

  @Mixin private RealCluster cluster;

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
    return cluster.work(outside.stores(), "; run it again: asking twice does no harm", store -> evict(store, node));
  }

  private int evict(Store store, NodeId node) {
    NodeRecord found = read(store, registry -> registry.record(node));
    if (found == null) {
      throw unknown(store, node);
    } else if (found.state() == NodeState.FAILED) {
      System.err.println(node + " is Failed: it can be asked only after it has joined again. If its process lives, stop it.");
      return Rollcall.VIOLATION;
    }
    Optional<Heartbeat> heartbeat = read(store, registry -> registry.heartbeat(node));
    if (!Eviction.ask(store, cluster.keys(), node, found.incarnation())) {
      System.err.println(node + " has changed at this moment, and was not asked. Run it again.");
      return Rollcall.VIOLATION;
    }
    System.out.println("Asked " + node + ", " + found.state().specName() + " in incarnation " + found.incarnation()
        + ", to leave.");
    return await(store, node, found, heartbeat);
  }

  private BadInputException unknown(Store store, NodeId node) {
    StatusReader reader = new StatusReader(store, cluster.keys(), 1);
    return reader.read().map(status -> cluster.unknown(node, status)).orElseGet(() -> cluster.unknown(reader));
  }

  private <T> T read(Store store, Function<Registry, T> read) {
    try (Transaction transaction = store.begin()) {
      return read.apply(new Registry(transaction.snapshot(), cluster.keys()));
    }
  }

  private int await(Store store, NodeId node, NodeRecord asked, Optional<Heartbeat> heartbeat) {
    long begun = outside.pace().nanos();
    long lastLine = begun;
    while (true) {
      NodeRecord now = read(store, registry -> registry.record(node));
      Duration passed = Duration.ofNanos(outside.pace().nanos() - begun);
      if (now == null || now.incarnation() != asked.incarnation()) {
        System.out.println(node + " has left, after " + Seconds.text(passed)
            + (now == null ? "." : ", and is back as incarnation " + now.incarnation() + "."));
        return Rollcall.VERIFIED;
      } else if (now.state() == NodeState.FAILED) {
        System.err.println(node + " was failed after " + Seconds.text(passed) + ": it died, or lost the store, before it "
            + "had left. If its process lives, it stays out.");
        return Rollcall.VIOLATION;
      } else if (passed.compareTo(wait) >= 0) {
        boolean beats = !heartbeat.equals(read(store, registry -> registry.heartbeat(node)));
        System.err.println(node + " is still " + now.state().specName() + " after " + Seconds.text(wait) + ". "
            + reason(beats, now));
        return Rollcall.VIOLATION;
      }
      if (outside.pace().nanos() - lastLine >= LINE_EVERY.toNanos()) {
        lastLine = outside.pace().nanos();
        System.err.println("  " + node + " is " + now.state().specName() + " after " + Seconds.text(passed));
      }
      if (!outside.pace().pause(PAUSE)) {
        throw new BadInputException("interrupted; " + node + " was asked to leave, and may do so");
      }
    }
  }

  private String reason(boolean beats, NodeRecord node) {
    boolean longEnough = wait.compareTo(node.leaseDuration().orElse(MembershipConfig.DEFAULT.leaseDuration())) > 0;
    if (!beats && longEnough) {
      return "Its heartbeat has not changed since, so its process is dead or cannot reach the store: scripts/rollcall "
          + "forget removes a dead node";
    }
    return longEnough ? "Its process lives, and leaves when it has drained: see scripts/rollcall status"
        : "It may not have read the request yet: see scripts/rollcall status";
  }
}
