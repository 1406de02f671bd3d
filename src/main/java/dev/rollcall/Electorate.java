package dev.rollcall;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Predicate;

/**
 * The nodes that count when a quorum is taken. Failed nodes keep counting, so that a minority cannot
 * vote the rest away and then call itself a majority. Immutable.
 *
 * <p>TLA+: {@code Active}, {@code Electorate}, {@code HasQuorum}, {@code VotesNeeded}.
 *
 * @param active nodes that vote
 * @param failed nodes that cannot vote, yet count
 */
public record Electorate(SortedSet<NodeId> active, SortedSet<NodeId> failed) {

  /**
   * @throws IllegalArgumentException if a node is in both sets
   */
  public Electorate {
    active = NodeSet.of(active);
    failed = NodeSet.of(failed);
    if (!Collections.disjoint(active, failed)) {
      throw new IllegalArgumentException("a node is both active " + active + " and failed " + failed);
    }
  }

  /**
   * The same from nodes in any order; linear where they are in theirs.
   *
   * @throws IllegalArgumentException if a node is in both
   */
  public Electorate(Collection<NodeId> active, Collection<NodeId> failed) {
    this(NodeSet.of(active), NodeSet.of(failed));
  }

  /** How many nodes count. */
  public int size() {
    return active.size() + failed.size();
  }

  /** How many reached nodes make a quorum: more than half of those that count. */
  public int quorumSize() {
    return size() / 2 + 1;
  }

  /** Whether the active nodes that satisfy {@code reached} make a quorum. */
  public boolean isQuorum(Predicate<NodeId> reached) {
    return active.stream().filter(reached).count() >= quorumSize();
  }

  /** Whether these nodes, as far as they are active, make a quorum. */
  public boolean isQuorum(Set<NodeId> reached) {
    return isQuorum(reached::contains);
  }

  /**
   * The suspicions it takes to fail a node: as many as configured, or half of the active nodes, rounded
   * up, where there are too few for that.
   */
  public int votesNeeded(int configured) {
    return Math.min(configured, (active.size() + 1) / 2);
  }
}
