package dev.rollcall;

/**
 * The name of a node, unique in its cluster and kept across restarts. Immutable.
 *
 * @param value 1 to 128 letters, digits, {@code . _ : -}
 */
public record NodeId(String value) implements Comparable<NodeId> {

  /**
   * @throws IllegalArgumentException if the value is not of the allowed form
   */
  public NodeId {
    Names.require("node id", value);
  }

  public static NodeId of(String value) {
    return new NodeId(value);
  }

  @Override
  public int compareTo(NodeId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
