package dev.rollcall.conformance.operate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A cluster as people and as programs read it. {@code docs/operating.md} lists the fields. Thread-safe. */
public final class StatusReport {
  /** In the order in which they are shown. */
  private static final List<Section> SECTIONS =
      List.of(new ClusterSection(), new NodeSection(), new SuspicionSection(), new ActorSection());

  private StatusReport() {}

  /** For people, line by line. */
  public static List<String> lines(Seen seen) {
    return SECTIONS.stream().flatMap(section -> section.lines(seen).stream()).toList();
  }

  /** What holds for the cluster as a whole, for people, line by line. */
  public static List<String> summary(Seen seen) {
    return SECTIONS.get(0).lines(seen);
  }

  /** For programs, one JSON object in one line of ASCII. */
  public static String json(Seen seen) {
    Map<String, Object> fields = new LinkedHashMap<>();
    SECTIONS.forEach(section -> section.put(seen, fields));
    return JsonLine.of(fields);
  }
}
