package dev.rollcall.conformance.membership;

import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.conformance.replay.InvariantViolation;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.PrimaryRecord;
import dev.rollcall.protocol.schema.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The invariants of MembershipProperties, asked of the production objects through what they show to their
 * users, independently of any projection.
 */
final class ProductionInvariants {
  /** The names of the properties that are evaluated here. */
  static final List<String> NAMES = List.of(
      "NoSplitBrain", "MembershipConsistency", "JoinAtomicity", "LeaveDetection", "PrimaryClaimIsCurrent",
      "PrimaryIsActive", "FailedMeansLeaseOver", "VotersMayVote", "LiveLeaseNotSuspected");

  private final SimulatedCluster cluster;
  private final Registry registry;
  private final List<InvariantViolation> violations = new ArrayList<>();

  private ProductionInvariants(SimulatedCluster cluster, Registry registry) {
    this.cluster = cluster;
    this.registry = registry;
  }

  static List<InvariantViolation> violatedBy(SimulatedCluster cluster) {
    return violatedBy(cluster, cluster.registry());
  }

  /**
   * @param registry what the store holds. A parameter because the production registry counts the suspicions of
   *     nodes that may vote only: VotersMayVote watches over just that, so only another registry can break it
   */
  static List<InvariantViolation> violatedBy(SimulatedCluster cluster, Registry registry) {
    ProductionInvariants invariants = new ProductionInvariants(cluster, registry);
    invariants.noSplitBrain();
    invariants.membershipConsistency();
    invariants.primaryIsActive();
    invariants.votersMayVote();
    for (int i = 0; i < cluster.processNames().size(); i++) {
      invariants.ofProcess(i);
    }
    return invariants.violations;
  }

  private void noSplitBrain() {
    int primaries = 0;
    for (int i = 0; i < cluster.processNames().size(); i++) {
      primaries += cluster.process(i).isPrimary(cluster.reading(i)) ? 1 : 0;
    }
    check("NoSplitBrain", primaries <= 1, () -> primaries() + " all claim to be primary under a live lease");
  }

  private List<String> primaries() {
    List<String> names = cluster.processNames();
    return IntStream.range(0, names.size())
        .filter(i -> cluster.process(i).isPrimary(cluster.reading(i)))
        .mapToObj(names::get)
        .toList();
  }

  private void membershipConsistency() {
    List<String> names = cluster.processNames();
    for (int i = 0; i < names.size(); i++) {
      int second = i;
      int first = firstWithNumberOf(second);
      MembershipView view = cluster.process(second).view();
      MembershipView other = cluster.process(first).view();
      check("MembershipConsistency", view.equals(other),
          () -> "view " + view.number() + " is " + other.members() + " at " + names.get(first) + " but "
              + view.members() + " at " + names.get(second));
    }
  }

  private int firstWithNumberOf(int process) {
    int first = 0;
    while (cluster.process(first).view().number() != cluster.process(process).view().number()) {
      first++;
    }
    return first;
  }

  private void primaryIsActive() {
    PrimaryRecord primary = registry.primary();
    primary.holder().ifPresent(holder -> check("PrimaryIsActive",
        registry.state(holder.node()) == NodeState.ACTIVE,
        () -> "primary " + holder.node() + " is " + registry.state(holder.node()).specName()));
  }

  private void votersMayVote() {
    for (NodeId target : cluster.constants().nodes()) {
      for (NodeId voter : registry.voters(target)) {
        check("VotersMayVote", registry.state(voter).isVoter(),
            () -> voter + ", which suspects " + target + ", is " + registry.state(voter).specName());
      }
    }
  }

  private void ofProcess(int index) {
    String name = cluster.processNames().get(index);
    ProcessState process = cluster.process(index);
    NodeId node = cluster.nodeOf(index);
    NodeRecord record = registry.record(node);
    boolean owns = record != null && process.isRunning() && record.incarnation() == process.incarnation();
    boolean live = process.lease().isLive(cluster.reading(index));
    NodeState state = registry.state(node);

    check("JoinAtomicity", isAtomic(node, process, owns, state),
        () -> name + " sees " + process.view() + " as a process of a node that is " + state.specName());
    check("LeaveDetection", process.view().number() == 0 || process.view().number() != registry.viewNumber()
            || process.view().equals(registry.view()),
        () -> name + " sees " + process.view() + ", the store has " + registry.view());
    check("PrimaryClaimIsCurrent", !process.isPrimary(cluster.reading(index))
            || owns && registry.primary().isHeldBy(node) && registry.primary().term() == process.primaryTerm(),
        () -> name + " claims term " + process.primaryTerm() + ", the store has " + registry.primary());
    check("FailedMeansLeaseOver", !live || owns && state.isAlive(),
        () -> name + " has a live lease, but its record is " + (owns ? state.specName() : "not its own"));
    check("LiveLeaseNotSuspected", !live || registry.voters(node).isEmpty() && silentTo(node).isEmpty(),
        () -> name + " has a live lease, but " + registry.voters(node) + " suspect it and it is silent to "
            + silentTo(node));
  }

  private List<String> silentTo(NodeId node) {
    Heartbeat current = registry.heartbeat(node).orElse(null);
    return IntStream.range(0, cluster.processNames().size())
        .filter(i -> current != null && cluster.process(i).silent(cluster.trusting(i)).contains(node)
            && cluster.process(i).watch().isSilent(node, current))
        .mapToObj(cluster.processNames()::get)
        .toList();
  }

  private static boolean isAtomic(NodeId node, ProcessState process, boolean owns, NodeState state) {
    boolean sees = process.view().number() > 0;
    return (!sees || process.view().contains(node))
        && (!owns || !state.isMember() || sees)
        && (!owns || state != NodeState.JOINING || !sees)
        && (process.isRunning() || !sees && !process.believesPrimary() && !process.lease().granted());
  }

  private void check(String invariant, boolean holds, Supplier<String> explanation) {
    if (!holds) {
      violations.add(new InvariantViolation(invariant, explanation.get()));
    }
  }
}
