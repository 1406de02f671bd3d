package dev.rollcall.conformance.cli;

import dev.rollcall.ActorId;
import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.runtime.ClusterMember;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A member of a real cluster, as a process. */
@Command(
    name = "node",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a member of a cluster on FoundationDB until it is asked to leave: to try a cluster, and to rehearse "
          + "what happens when nodes die. Prints one line an event. Creates the store's directory if it is missing.",
      "",
      "SIGTERM or Ctrl-C has it leave, and a second one end at once; others fail it then, after their "
          + "--failure-timeout. All nodes of a cluster must be given the same --votes and "
          + "--max-drift."},
    footer = {"", "Exit codes: 0 it left; 1 it ended without leaving, or another process is this node now; 2 bad "
        + "usage, the store cannot be opened or read, or another live process is this node.",
      "Examples:", "  scripts/rollcall node --cluster orders --id n1 --address localhost:7001",
      "  scripts/rollcall node --cluster orders --id n2 --address localhost:7002 --actors cart-1,cart-2"})
final class NodeCommand implements Callable<Integer> {
  private final Outside outside;

  @Mixin private RealCluster cluster;

  @Mixin private SettingsOptions settings;

  @Option(names = "--id", paramLabel = "NODE", required = true,
      description = "Id of this node, unique in the cluster, and the same after a restart.")
  private String id;

  @Mixin private ProbeOptions place;

  @Option(names = "--successors", paramLabel = "N",
      description = "The cluster's successors, at least its votes (default: 4, or the votes if they are more).")
  @Range("1..1000")
  private Integer successors;

  @Option(names = "--actors", paramLabel = "NAME", split = ",",
      description = "Actors to run, which do nothing but move: those that have no host yet.")
  private List<String> actors = List.of();

  @Option(names = "--journal", description = "Write down in the store what this node's steps do, and keep it for good.")
  private boolean journal;

  @Option(names = "--leave-timeout", paramLabel = "SECONDS", defaultValue = "30",
      description = "How long leaving may take before it ends all the same (default: ${DEFAULT-VALUE}). Two thirds of "
          + "that are for its actors to be moved.")
  @Range("0.1..86400")
  private Duration leaveTimeout;

  NodeCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    NodeId node = parsed("--id", () -> NodeId.of(id));
    List<ActorId> named = actors.stream().map(name -> parsed("--actors", () -> ActorId.of(name))).toList();
    MembershipConfig config = parsed("--votes, --successors", this::config);
    MemberSettings own = parsed("--leave-timeout", () -> MemberSettings.of(config)
        .withDrainTimeout(leaveTimeout.multipliedBy(2).dividedBy(3)));
    cluster.keys();
    return cluster.workOrCreate(outside.stores(), "; the node runs no more",
        store -> run(store, node, named, config, own));
  }

  private MembershipConfig config() {
    MembershipConfig given = settings.config();
    return successors == null ? given : given.withSuccessors(successors);
  }

  private int run(Store store, NodeId node, List<ActorId> named, MembershipConfig config, MemberSettings own) {
    Ending ending = new Ending();
    EventLines events = new EventLines(node, outside.pace(), System.out, ending);
    ProbeOptions.Place at = place.open(node, cluster.name());
    try (ClusterMember member = ClusterMember.of(cluster.name(), node, store).address(at.address()).config(config)
        .settings(own).probes(at.probes()).listener(events).actorListener(events)
        .journal(journal ? Journal.keeping(Journal.LONGEST) : Journal.OFF).start()) {
      outside.signals().listen(ending::signalled);
      events.tell("started", "cluster", cluster.name(), "address", at.address(), "pid", ProcessHandle.current().pid());
      return new NodeRun(member, store, events, ending, leaveTimeout).live(named);
    }
  }

  private static <T> T parsed(String option, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new BadInputException(option + ": " + e.getMessage());
    }
  }
}
