package dev.rollcall;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Decides by which nodes a node is failed, and which nodes make a quorum. A doomed node has no seat: its suspicions, in
 * the store, show that its lease is over, so no other side of the network exists that it could be on. Nor has a Failed
 * node, for the same reason. What a quorum is for is a network that splits while all sides reach the store. Immutable.
 *
 * <p>TLA+: {@code Active}, {@code Voters}, {@code VotesNeeded}, {@code Doomed}, {@code Living}, {@code Council}, {@code
 * HasQuorum}, {@code MayStay}.
 *
 * @param active the nodes whose record is Active
 * @param joining the nodes whose record is Joining: they vote, but have no seat
 * @param suspicions the voters of the suspicions that count now, by target; a target without any is left out
 * @param votes suspicions wanted before a node may be failed, as configured
 */
public record Electorate(
    SortedSet<NodeId> active, SortedSet<NodeId> joining, SortedMap<NodeId, SortedSet<NodeId>> suspicions, int votes) {

  /**
   * @throws IllegalArgumentException if a node is both active and joining
   */
  public Electorate {
    active = NodeSet.of(active);
    joining = NodeSet.of(joining);
    suspicions = Collections.unmodifiableSortedMap(new TreeMap<>(suspicions));
    if (!Collections.disjoint(joining, active)) {
      throw new IllegalArgumentException("a node is both active " + active + " and joining " + joining);
    }
  }

  /**
   * The same from nodes in any order; linear where they are in theirs.
   *
   * @throws IllegalArgumentException if a node is both active and joining
   */
  public Electorate(
      Collection<NodeId> active, Collection<NodeId> joining, SortedMap<NodeId, SortedSet<NodeId>> suspicions,
      int votes) {
    this(NodeSet.of(active), NodeSet.of(joining), suspicions, votes);
  }

  /** How many nodes may suspect others. */
  public int voters() {
    return active.size() + joining.size();
  }

  /** The suspicions it takes to fail a node: as configured, or half of the voters, rounded up, if that is fewer. */
  public int votesNeeded() {
    return Math.min(votes, (voters() + 1) / 2);
  }

  /** Whether enough suspicions of the node count. */
  public boolean isDoomed(NodeId node) {
    SortedSet<NodeId> against = suspicions.get(node);
    return (against == null ? 0 : against.size()) >= votesNeeded();
  }

  /** The nodes with enough suspicions, whatever the state of their record. */
  public SortedSet<NodeId> doomed() {
    return NodeSet.of(suspicions.keySet().stream().filter(this::isDoomed).toList());
  }

  /** The nodes of which this voter's suspicion counts. */
  public SortedSet<NodeId> suspectedBy(NodeId voter) {
    SortedSet<NodeId> suspected = new TreeSet<>();
    suspicions.forEach((target, voters) -> {
      if (voters.contains(voter)) {
        suspected.add(target);
      }
    });
    return suspected;
  }

  /** The active nodes that are not doomed. */
  public SortedSet<NodeId> living() {
    return suspicions.isEmpty() ? active : NodeSet.of(active.stream().filter(node -> !isDoomed(node)).toList());
  }

  /** The nodes that this node needs to reach most of: the living and itself. */
  public SortedSet<NodeId> council(NodeId self) {
    SortedSet<NodeId> living = living();
    if (living.contains(self)) {
      return living;
    }
    SortedSet<NodeId> council = new TreeSet<>(living);
    council.add(self);
    return NodeSet.of(council);
  }

  /** How many of the living, itself included, a living node has to reach for a quorum. */
  public int quorumSize() {
    return living().size() / 2 + 1;
  }

  /** The same once this node has no record: nobody suspects it, and its own suspicions are void. */
  public Electorate without(NodeId node) {
    SortedMap<NodeId, SortedSet<NodeId>> rest = new TreeMap<>();
    NodeSet gone = NodeSet.of(List.of(node));
    suspicions.forEach((target, voters) -> {
      NodeSet others = NodeSet.of(voters).without(gone);
      if (!target.equals(node) && !others.isEmpty()) {
        rest.put(target, others);
      }
    });
    return new Electorate(NodeSet.of(active).without(gone), NodeSet.of(joining).without(gone), rest, votes);
  }

  /**
   * Whether this node has a quorum: it reaches more than half of its council.
   *
   * @param reached whom it reaches; not asked about itself, which it does
   */
  public boolean isQuorum(NodeId self, Predicate<NodeId> reached) {
    SortedSet<NodeId> council = council(self);
    return 2L * reached(council, self, reached) > council.size();
  }

  /**
   * Whether this node, if primary, stays: it reaches at least half of its council. So of two halves neither elects, and
   * the one that has the primary keeps it.
   *
   * @param reached whom it reaches; not asked about itself, which it does
   */
  public boolean mayStay(NodeId self, Predicate<NodeId> reached) {
    SortedSet<NodeId> council = council(self);
    return 2L * reached(council, self, reached) >= council.size();
  }

  private static long reached(SortedSet<NodeId> council, NodeId self, Predicate<NodeId> reached) {
    return council.stream().filter(node -> node.equals(self) || reached.test(node)).count();
  }
}
