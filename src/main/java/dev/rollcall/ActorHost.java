package dev.rollcall;

import java.util.Comparator;

/**
 * A process that actors are placed at: its incarnation tells it from those that its node had before and will have.
 * Immutable.
 *
 * @param node of the process
 * @param incarnation of the process
 */
public record ActorHost(NodeId node, long incarnation) implements Comparable<ActorHost> {
  private static final Comparator<ActorHost> ORDER =
      Comparator.comparing(ActorHost::node).thenComparingLong(ActorHost::incarnation);

  @Override
  public int compareTo(ActorHost other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return node + " (incarnation " + incarnation + ")";
  }
}
