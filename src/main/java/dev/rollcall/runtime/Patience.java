package dev.rollcall.runtime;

import dev.rollcall.NodeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * How many looks a member lets pass before it accuses a dead node that it does not watch as one of its successors on the
 * ring: the primary, which all watch, or a node that others suspect. If all accused it at once, each would read all
 * records to fail it. So the members next before it come first, and the others, at random one to three looks later, only
 * if it is still there.
 *
 * <p>The ring is that of the cached view without the nodes that are dead to this member. A node outside the cached view
 * is accused at once. Not thread-safe.
 */
final class Patience {
  static final int MOST_LOOKS = 3;

  private final Core core;
  private final Map<NodeId, Integer> looksLeft = new HashMap<>();
  private Set<NodeId> dead = Set.of();

  Patience(Core core) {
    this.core = core;
  }

  /**
   * Forgets all but these.
   *
   * @param dead the nodes that this look found silent or doomed
   */
  void keepTo(Set<NodeId> dead) {
    this.dead = dead;
    looksLeft.keySet().retainAll(dead);
  }

  /** Whether this member is to accuse a dead node at this look; asked once a look. */
  boolean isOverFor(NodeId node) {
    if (isNear(node)) {
      return true;
    }
    Integer left = looksLeft.get(node);
    int now = left == null ? 1 + (int) (core.around().random().getAsDouble() * MOST_LOOKS) : Math.max(0, left - 1);
    looksLeft.put(node, now);
    return now == 0;
  }

  /** Whether fewer living members than there are successors stand between this one and the node, or the node is none. */
  private boolean isNear(NodeId node) {
    SortedSet<NodeId> members = core.process().view().members();
    if (!members.contains(node)) {
      return true;
    }
    boolean wraps = core.self().compareTo(node) >= 0;
    int between = wraps
        ? members.tailSet(core.self()).size() + members.headSet(node).size()
        : members.subSet(core.self(), node).size();
    int own = members.contains(core.self()) ? 1 : 0;
    long gone = dead.stream().filter(members::contains).filter(other -> isBetween(other, node, wraps)).count();
    return between - own - gone < core.context().config().successors();
  }

  private boolean isBetween(NodeId other, NodeId node, boolean wraps) {
    boolean follows = other.compareTo(core.self()) > 0;
    boolean precedes = other.compareTo(node) < 0;
    return wraps ? follows || precedes : follows && precedes;
  }
}
