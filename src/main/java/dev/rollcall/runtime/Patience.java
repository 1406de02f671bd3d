package dev.rollcall.runtime;

import dev.rollcall.NodeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * How many looks a member lets pass before it accuses a silent node that it does not watch as one of its successors on
 * the ring. That is the primary, whom all watch: if all accused it at once, each would read all records to fail it. So
 * those next to it come first, and the others, at random one to three looks later, only if it is still there.
 *
 * <p>The ring is that of the cached view. Whoever is not in it is nobody's but its watchers' and not waited for. Not
 * thread-safe.
 */
final class Patience {
  static final int MOST_LOOKS = 3;

  private final Core core;
  private final Map<NodeId, Integer> looksLeft = new HashMap<>();

  Patience(Core core) {
    this.core = core;
  }

  /** Forgets all but these, who are silent at this look. */
  void keepTo(Set<NodeId> silent) {
    looksLeft.keySet().retainAll(silent);
  }

  /** Whether this member is to accuse a silent node at this look; asked once a look. */
  boolean isOverFor(NodeId silent) {
    if (isNear(silent)) {
      return true;
    }
    Integer left = looksLeft.get(silent);
    int now = left == null ? 1 + (int) (core.around().random().getAsDouble() * MOST_LOOKS) : Math.max(0, left - 1);
    looksLeft.put(silent, now);
    return now == 0;
  }

  /** Whether fewer members than there are successors stand between this one and the node, or the node is none. */
  private boolean isNear(NodeId node) {
    SortedSet<NodeId> members = core.process().view().members();
    if (!members.contains(node)) {
      return true;
    }
    int between = core.self().compareTo(node) < 0
        ? members.subSet(core.self(), node).size()
        : members.tailSet(core.self()).size() + members.headSet(node).size();
    int own = members.contains(core.self()) ? 1 : 0;
    return between - own < core.context().config().successors();
  }
}
