package dev.rollcall;

/**
 * The name of a node, unique in its cluster and kept across restarts. It is part of store keys, hence
 * the narrow alphabet. Immutable.
 *
 * @param value 1 to 128 letters, digits, {@code . _ : -}
 */
public record NodeId(String value) implements Comparable<NodeId> {
  private static final int MAX_LENGTH = 128;

  /**
   * @throws IllegalArgumentException if the value is not of the allowed form
   */
  public NodeId {
    // Ids are decoded from keys in every transaction, so this is no place for a regular expression.
    if (value.isEmpty() || value.length() > MAX_LENGTH || !value.chars().allMatch(NodeId::isAllowed)) {
      throw new IllegalArgumentException(
          "node id '" + value + "' is not 1 to 128 letters, digits, '.', '_', ':' or '-'");
    }
  }

  private static boolean isAllowed(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == ':'
        || c == '-';
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
