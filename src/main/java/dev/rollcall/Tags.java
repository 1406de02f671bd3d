package dev.rollcall;

import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an application says about its node, for others to read: names with values, kept in the node's record. The
 * protocol does not look into them. Immutable.
 *
 * @param values by name, in the order of names
 */
public record Tags(SortedMap<String, String> values) {
  /** The most bytes that names and values may take in all, as UTF-8: every quorum check reads all records. */
  public static final int MAX_BYTES = 1024;

  public static final Tags NONE = new Tags(Collections.emptySortedMap());

  /**
   * @throws IllegalArgumentException if a name or value is null or not valid text, or all together are too long
   */
  public Tags {
    values = Collections.unmodifiableSortedMap(checked(values));
  }

  /**
   * @throws IllegalArgumentException as the constructor
   */
  public static Tags of(Map<String, String> values) {
    requireValues(values);
    // A sorted map may have an order of its own, and may refuse null with another exception.
    SortedMap<String, String> sorted = new TreeMap<>();
    values.forEach((name, value) -> sorted.put(requireText("name", name), value));
    return new Tags(sorted);
  }

  /**
   * These tags and one more, in the place of one of the same name.
   *
   * @throws IllegalArgumentException as the constructor
   */
  public Tags with(String name, String value) {
    SortedMap<String, String> next = new TreeMap<>(values);
    next.put(requireText("name", name), value);
    return new Tags(next);
  }

  private static void requireValues(Map<String, String> values) {
    if (values == null) {
      throw new IllegalArgumentException("tags are null; without any they are Tags.NONE");
    }
  }

  private static SortedMap<String, String> checked(SortedMap<String, String> values) {
    SortedMap<String, String> checked = new TreeMap<>();
    int bytes = 0;
    requireValues(values);
    for (Map.Entry<String, String> tag : values.entrySet()) {
      String name = requireText("name", tag.getKey());
      String value = requireText("value of tag '" + name + "'", tag.getValue());
      bytes += utf8Length(name) + utf8Length(value);
      checked.put(name, value);
    }
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException("tags " + checked.keySet() + " take " + bytes
          + " bytes, names and values together, but may take at most " + MAX_BYTES);
    }
    return checked;
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Half a surrogate pair would be stored as another text, and could make two names one. */
  private static String requireText(String what, String text) {
    CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
    if (text == null || !utf8.canEncode(text)) {
      throw new IllegalArgumentException(
          what + (what.equals("name") ? " of a tag" : "") + (text == null ? " is null" : " cannot be written as UTF-8"));
    }
    return text;
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
