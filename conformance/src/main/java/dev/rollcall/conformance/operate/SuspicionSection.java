package dev.rollcall.conformance.operate;

import dev.rollcall.NodeId;
import dev.rollcall.status.SuspicionStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who suspects whom, a line for each that is suspected. */
final class SuspicionSection implements Section {

  @Override
  public List<String> lines(Seen seen) {
    Map<NodeId, List<SuspicionStatus>> byTarget = seen.status().suspicions().stream()
        .collect(Collectors.groupingBy(SuspicionStatus::target, TreeMap::new, Collectors.toList()));
    List<String> lines = new ArrayList<>();
    byTarget.forEach((target, votes) -> lines.add("Suspected: " + target + ", by " + votes.stream()
        .map(vote -> vote.voter() + (vote.counts() ? "" : " (counts no more)")).collect(Collectors.joining(", "))));
    if (!lines.isEmpty()) {
      lines.add(0, "");
    }
    return lines;
  }

  @Override
  public void put(Seen seen, Map<String, Object> fields) {
    fields.put("suspicions", seen.status().suspicions().stream().map(SuspicionSection::fields).toList());
  }

  private static Map<String, Object> fields(SuspicionStatus vote) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("target", vote.target().value());
    fields.put("voter", vote.voter().value());
    fields.put("voterIncarnation", vote.suspicion().voterIncarnation());
    fields.put("seenIncarnation", vote.suspicion().seen().incarnation());
    fields.put("seenCounter", vote.suspicion().seen().counter());
    fields.put("counts", vote.counts());
    return fields;
  }
}
