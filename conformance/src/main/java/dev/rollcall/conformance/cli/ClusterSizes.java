package dev.rollcall.conformance.cli;

import java.util.stream.IntStream;
import picocli.CommandLine.TypeConversionException;

/** Sizes of clusters as a user gives them: one, or a range as in 3..40. */
record ClusterSizes(int first, int last) {

  /**
   * @throws TypeConversionException if the text is neither, or the range has nothing in it
   */
  static ClusterSizes parse(String text) {
    String[] ends = text.split("\\.\\.", -1);
    try {
      ClusterSizes sizes = new ClusterSizes(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
      if (ends.length <= 2 && sizes.first <= sizes.last) {
        return sizes;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new TypeConversionException("'" + text + "' is neither a number nor a range");
  }

  IntStream each() {
    return IntStream.rangeClosed(first, last);
  }

  @Override
  public String toString() {
    return first == last ? "" + first : first + ".." + last;
  }
}
