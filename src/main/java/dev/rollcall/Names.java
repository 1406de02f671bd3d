package dev.rollcall;

/** The form of names that become part of store keys, hence the narrow alphabet. */
final class Names {
  private static final int MAX_LENGTH = 128;

  private Names() {}

  /**
   * @throws IllegalArgumentException if the name is not 1 to 128 letters, digits, {@code . _ : -}
   */
  static void require(String what, String value) {
    if (value.isEmpty() || value.length() > MAX_LENGTH || !isAllowed(value)) {
      throw new IllegalArgumentException(
          what + " '" + value + "' is not 1 to 128 letters, digits, '.', '_', ':' or '-'");
    }
  }

  /** Names are decoded in every transaction, so this is no place for a regular expression or a stream. */
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
}
