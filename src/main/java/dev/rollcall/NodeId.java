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
    if (value.isEmpty() || value.length() > MAX_LENGTH || !isAllowed(value)) {
      throw new IllegalArgumentException(
          "node id '" + value + "' is not 1 to 128 letters, digits, '.', '_', ':' or '-'");
    }
  }

  /** Ids are decoded in every transaction, so this is no place for a regular expression or a stream. */
  private static boolean isAllowed(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (!isAllowed(value.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(char c) {
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
