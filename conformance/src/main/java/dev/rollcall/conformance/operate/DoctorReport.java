package dev.rollcall.conformance.operate;

import dev.rollcall.doctor.Defect;
import dev.rollcall.doctor.Examination;
import dev.rollcall.doctor.Removal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The defects of a cluster as people and as programs read them. {@code docs/operating.md} lists the fields. */
public final class DoctorReport {
  private DoctorReport() {}

  /** For people, line by line. */
  public static List<String> lines(String cluster, Examination examination) {
    List<String> lines = new ArrayList<>();
    for (Defect defect : examination.defects()) {
      lines.add(kind(defect) + "  " + defect.path());
      lines.add("  what   " + defect.problem());
      lines.add("  to do  " + defect.advice());
    }
    lines.add(summary(cluster, examination));
    return lines;
  }

  /** How many defects there are, for people, in a line. */
  public static String summary(String cluster, Examination examination) {
    return "Cluster " + cluster + ": " + examination.entries() + " entries read, " + counts(examination.defects());
  }

  private static String counts(List<Defect> defects) {
    if (defects.isEmpty()) {
      return "no defects.";
    }
    Map<String, Long> counts =
        defects.stream().collect(Collectors.groupingBy(DoctorReport::kind, LinkedHashMap::new, Collectors.counting()));
    long removable = defects.stream().filter(Defect::removable).count();
    return defects.size() + (defects.size() == 1 ? " defect (" : " defects (")
        + counts.entrySet().stream().map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", ")) + "), " + removable + " of them removable.";
  }

  private static String kind(Defect defect) {
    return defect.kind().name().toLowerCase(Locale.ROOT);
  }

  /**
   * For programs, one JSON object in one line of ASCII.
   *
   * @param removals of those defects that were to be removed
   */
  public static String json(String cluster, Instant now, Examination examination, Map<Defect, Removal> removals) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("cluster", cluster);
    fields.put("time", now.truncatedTo(ChronoUnit.MILLIS).toString());
    fields.put("entries", examination.entries());
    fields.put("defects", examination.defects().stream().map(defect -> fields(defect, removals.get(defect))).toList());
    return JsonLine.of(fields);
  }

  private static Map<String, Object> fields(Defect defect, Removal removal) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", kind(defect));
    fields.put("key", defect.path());
    fields.put("problem", defect.problem());
    fields.put("advice", defect.advice());
    fields.put("removable", defect.removable());
    if (removal != null) {
      fields.put("removal", removal.name().toLowerCase(Locale.ROOT));
    }
    return fields;
  }
}
