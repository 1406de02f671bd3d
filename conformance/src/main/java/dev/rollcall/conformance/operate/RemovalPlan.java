package dev.rollcall.conformance.operate;

import dev.rollcall.Electorate;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.status.ClusterStatus;
import dev.rollcall.status.NodeStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the removal of a node would do to those that decide. Immutable.
 *
 * @param node that is to be removed
 * @param status of the cluster before
 * @param beating the Active nodes that were seen to beat, of which that node is none
 */
public record RemovalPlan(NodeStatus node, ClusterStatus status, SortedSet<NodeId> beating) {

  /** The plan for a node of the cluster as it was seen. */
  public static RemovalPlan of(NodeStatus node, Seen seen) {
    SortedSet<NodeId> beating = new TreeSet<>(seen.status().electorate().active());
    beating.removeIf(other -> other.equals(node.node()) || !seen.ages().hasBeaten(other));
    return new RemovalPlan(node, seen.status(), beating);
  }

  /** Who counts afterwards. */
  public Electorate after() {
    return new Electorate(without(status.electorate().active()), without(status.electorate().failed()));
  }

  private SortedSet<NodeId> without(SortedSet<NodeId> nodes) {
    SortedSet<NodeId> rest = new TreeSet<>(nodes);
    rest.remove(node.node());
    return rest;
  }

  /** The others that count and were not seen to beat: dead, Failed, or only cut off. */
  public SortedSet<NodeId> notBeating() {
    SortedSet<NodeId> rest = new TreeSet<>(after().active());
    rest.addAll(after().failed());
    rest.removeAll(beating);
    return rest;
  }

  /**
   * Whether a person has to agree: if fewer nodes make a quorum afterwards, or if others that count do not beat
   * either. Then whoever was cut off rather than dead could be outvoted by fewer than before.
   */
  public boolean needsConsent() {
    return node.state().isElector()
        && (after().quorumSize() < status.electorate().quorumSize() || !notBeating().isEmpty());
  }

  /** For people, line by line. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Removing " + node.node() + ", " + node.state().specName() + " in incarnation " + node.incarnation()
        + ", address " + node.address());
    if (!node.state().isElector()) {
      lines.add("  it does not count, so the quorum stays " + quorum(status.electorate()));
    } else {
      lines.add("  that count         " + status.electorate().size() + " now, " + after().size() + " afterwards");
      lines.add("  quorum             " + status.electorate().quorumSize() + " now, " + after().quorumSize()
          + " afterwards");
      lines.add("  others that beat   " + beating.size() + (after().size() == 0 ? ""
          : beating.size() < after().quorumSize() ? ", which is NO QUORUM afterwards either"
              : ", which is a quorum afterwards"));
    }
    if (!notBeating().isEmpty()) {
      lines.add("  that do not        " + notBeating().stream()
          .map(other -> other + " (" + stateOf(other).specName() + ")").collect(Collectors.joining(", ")));
    }
    status.primary().filter(primary -> primary.node().equals(node.node())).ifPresent(primary ->
        lines.add("  it is primary of term " + primary.term() + "; the office will be vacant until the next election"));
    return lines;
  }

  private static String quorum(Electorate electorate) {
    return electorate.size() == 0 ? "as it is: nobody counts"
        : electorate.quorumSize() + " of " + electorate.size();
  }

  private NodeState stateOf(NodeId other) {
    return status.electorate().failed().contains(other) ? NodeState.FAILED : NodeState.ACTIVE;
  }
}
