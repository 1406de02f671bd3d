package dev.rollcall.conformance.cli;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.conformance.operate.RemovalPlan;
import dev.rollcall.conformance.operate.Sampler;
import dev.rollcall.conformance.operate.Seen;
import dev.rollcall.conformance.operate.StatusReport;
import dev.rollcall.protocol.DeadNodeRemoval;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.status.ClusterStatus;
import dev.rollcall.status.NodeStatus;
import dev.rollcall.status.StatusReader;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removal of a dead node from a real cluster. */
@Command(
    name = "forget",
    mixinStandardHelpOptions = true,
    description = {
      "Removes a node whose process is gone for good, whatever state its record is in.",
      "",
      "It does what a new process of the node would do, by the same steps: it watches the node's heartbeat for the "
          + "failure timeout, then takes the record over and recovers; it does not join. So it refuses while there are "
          + "signs of life, and should the old process wake up, it is fenced. A Failed node was watched by others "
          + "and is removed without that wait.",
      "Before it removes a node that has a seat, it tells what becomes of the quorum, and asks if fewer nodes make a "
          + "quorum then, or if others that have one were not seen to beat either. Do not remove more nodes than are "
          + "really gone: those that are left decide with fewer."},
    footer = {"", "Exit codes: 0 there is no such record any more, 1 refused: the node beats, or you said no; "
        + "2 bad usage, no such cluster or node, nobody to ask, or the store cannot be worked with.",
      "Examples:", "  scripts/rollcall forget --cluster orders n3",
      "  scripts/rollcall forget --cluster orders --yes n3"})
final class ForgetCommand implements Callable<Integer> {
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

  private final Outside outside;

  @Mixin private RealCluster cluster;

  @Mixin private SettingsOptions settings;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Parameters(paramLabel = "NODE", description = "Id of the node.")
  private String id;

  ForgetCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    NodeId node = cluster.node(id);
    MembershipConfig config = settings.config();
    cluster.keys();
    return cluster.work(outside.stores(), "; the node may have been removed or not: see scripts/rollcall status",
        store -> forget(store, node, config));
  }

  private int forget(Store store, NodeId node, MembershipConfig config) {
    Keys keys = cluster.keys();
    StatusReader reader = new StatusReader(store, keys, config.votes());
    ClusterStatus status = reader.read().orElseThrow(() -> cluster.unknown(reader));
    NodeStatus found = status.node(node).orElseThrow(() -> cluster.unknown(node, status));
    DeadNodeRemoval removal = new DeadNodeRemoval(new NodeContext(node, found.address(), keys, store,
        outside.pace()::nanos, outside.pace()::now, peer -> false, config, UUID::randomUUID, journal(store, keys)));
    Vigil vigil = new Vigil(outside, removal, found, config);
    Sampler others = new Sampler(reader, outside.pace(), config.failureTimeout());

    Optional<Seen> seen = vigil.keep(others);
    if (seen.isEmpty()) {
      return vigil.tell();
    }
    RemovalPlan plan = RemovalPlan.of(seen.get().status().node(node).orElse(found), seen.get());
    plan.lines().forEach(System.out::println);
    if (plan.needsConsent() && !yes && !outside.operator().agreesToRemove(id, id)) {
      return Rollcall.VIOLATION;
    }
    if (!vigil.close()) {
      return vigil.tell();
    }
    System.out.println("Removed " + node + ".");
    new Sampler(reader, outside.pace(), Duration.ZERO).look().stream()
        .flatMap(after -> StatusReport.summary(after).stream()).forEach(System.out::println);
    return Rollcall.VERIFIED;
  }

  /** Where the members keep a journal, this belongs into it; how long they keep it is theirs to say. */
  private static Journal journal(Store store, Keys keys) {
    try (Transaction transaction = store.begin()) {
      boolean kept = !transaction.snapshot().getRange(keys.journalRange(), 1, false).isEmpty();
      return kept ? Journal.keeping(Journal.LONGEST) : Journal.OFF;
    }
  }

  /** Looks at shorter pauses than break a watch. */
  static Duration pause(MembershipConfig config) {
    Duration quarter = config.lookGap().dividedBy(4);
    return quarter.compareTo(LONGEST_PAUSE) < 0 ? quarter : LONGEST_PAUSE;
  }
}
