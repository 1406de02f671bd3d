package dev.rollcall;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The members of the cluster at one point of its history. Views are totally ordered by number, and one
 * number never stands for two sets of members. Immutable.
 *
 * <p>TLA+: {@code membershipView} and {@code viewNum} of a process.
 *
 * @param number the place in the history; 0 only for {@link #NONE}
 * @param members the nodes whose record is Active or Leaving
 */
public record MembershipView(long number, SortedSet<NodeId> members) {
  /** What a process sees that is not a member. */
  public static final MembershipView NONE = new MembershipView(0, NodeSet.EMPTY);

  /**
   * @throws IllegalArgumentException if the number is negative, or 0 with members
   */
  public MembershipView {
    if (number < 0 || number == 0 && !members.isEmpty()) {
      throw new IllegalArgumentException("no view has number " + number + " and members " + members);
    }
    members = NodeSet.of(members);
  }

  public MembershipView(long number, Collection<NodeId> members) {
    this(number, NodeSet.of(members));
  }

  public boolean contains(NodeId node) {
    return members.contains(node);
  }

  public int size() {
    return members.size();
  }

  /** Whether this view is later in the history than the other. */
  public boolean isNewerThan(MembershipView other) {
    return number > other.number;
  }

  /** The members of this view that are not in the other, in time that is linear in both. */
  public SortedSet<NodeId> membersWithout(MembershipView other) {
    return NodeSet.of(members).without(NodeSet.of(other.members));
  }

  /** The view that follows when a node comes in. */
  public MembershipView with(NodeId node) {
    SortedSet<NodeId> next = new TreeSet<>(members);
    next.add(node);
    return new MembershipView(number + 1, next);
  }

  /** The view that follows when a node goes. */
  public MembershipView without(NodeId node) {
    SortedSet<NodeId> next = new TreeSet<>(members);
    next.remove(node);
    return new MembershipView(number + 1, next);
  }
}
