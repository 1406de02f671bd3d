package dev.rollcall.conformance.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tables of a Markdown page, each found by the heading it stands under. */
record Page(Path file, List<String> lines) {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** The cells of one row. */
  record Row(List<String> cells) {
    String text(int column) {
      return cells.get(column);
    }

    /** The code spans of a cell. */
    List<String> codes(int column) {
      return CODE.matcher(cells.get(column)).results().map(MatchResult::group)
          .map(c -> c.substring(1, c.length() - 1)).toList();
    }

    /** The one code span of a cell. */
    String code(int column) {
      List<String> codes = codes(column);
      if (codes.size() != 1) {
        throw new IllegalStateException("expected one `name` in '" + text(column) + "' of the row " + cells);
      }
      return codes.get(0);
    }
  }

  static Page read(Path file) throws IOException {
    return new Page(file, Files.readAllLines(file));
  }

  /** The rows of the one table under a heading, without its head. */
  List<Row> table(String heading) {
    int start = lines.indexOf("## " + heading);
    if (start < 0) {
      throw new IllegalStateException(file + " has no heading '## " + heading + "'");
    }
    List<Row> rows = new ArrayList<>();
    for (String line : lines.subList(start + 1, lines.size())) {
      if (line.startsWith("## ")) {
        break;
      } else if (line.startsWith("|")) {
        rows.add(new Row(Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList()));
      }
    }
    long columns = rows.isEmpty() ? 0 : rows.get(0).cells().size();
    if (rows.size() < 3 || rows.stream().anyMatch(r -> r.cells().size() != columns)) {
      throw new IllegalStateException(file + ": no table under '" + heading + "', or one with ragged rows: " + rows);
    }
    return rows.subList(2, rows.size());
  }

  /** Every code span in one column of a table. */
  List<String> column(String heading, int column) {
    return table(heading).stream().map(r -> r.codes(column)).flatMap(List::stream).toList();
  }

  static Stream<String> codesOf(List<Row> rows, int column) {
    return rows.stream().flatMap(r -> r.codes(column).stream());
  }
}
