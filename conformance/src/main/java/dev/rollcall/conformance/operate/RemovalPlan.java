package dev.rollcall.conformance.operate;

import dev.rollcall.Electorate;
import dev.rollcall.NodeId;
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
    return status.electorate().without(node.node());
  }

  private boolean hasSeat() {
    return status.electorate().living().contains(node.node());
  }

  /** The others that have a seat and were not seen to beat: dead, or only cut off. */
  public SortedSet<NodeId> notBeating() {
    SortedSet<NodeId> rest = new TreeSet<>(after().living());
    rest.removeAll(beating);
    return rest;
  }

  /**
   * Whether a person has to agree: if fewer nodes make a quorum afterwards, or if others that have a seat do not beat
   * either. Then whoever was cut off rather than dead could be outvoted by fewer than before.
   */
  public boolean needsConsent() {
    return hasSeat()
        && (after().quorumSize() < status.electorate().quorumSize() || !notBeating().isEmpty());
  }

  /** For people, line by line. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Removing " + node.node() + ", " + node.state().specName() + " in incarnation " + node.incarnation()
        + ", address " + node.address());
    if (!hasSeat()) {
      lines.add("  it has no seat, so the quorum stays " + quorum(status.electorate()));
    } else {
      lines.add("  living             " + status.electorate().living().size() + " now, " + after().living().size()
          + " afterwards");
      lines.add("  quorum             " + status.electorate().quorumSize() + " now, " + after().quorumSize()
          + " afterwards");
      lines.add("  others that beat   " + beating.size() + (after().living().isEmpty() ? ""
          : beating.size() < after().quorumSize() ? ", which is NO QUORUM afterwards either"
              : ", which is a quorum afterwards"));
    }
    if (!notBeating().isEmpty()) {
      lines.add("  that do not        " + notBeating().stream()
          .map(NodeId::value).collect(Collectors.joining(", ")));
    }
    status.primary().filter(primary -> primary.node().equals(node.node())).ifPresent(primary ->
        lines.add("  it is primary of term " + primary.term() + "; the office will be vacant until the next election"));
    return lines;
  }

  private static String quorum(Electorate electorate) {
    return electorate.living().isEmpty() ? "as it is: no node lives"
        : electorate.quorumSize() + " of " + electorate.living().size();
  }
}
