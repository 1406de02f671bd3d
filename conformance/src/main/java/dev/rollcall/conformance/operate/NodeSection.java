package dev.rollcall.conformance.operate;

import dev.rollcall.status.HeartbeatAges;
import dev.rollcall.status.NodeStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The nodes, a line each. */
final class NodeSection implements Section {
  private static final List<String> HEAD = List.of("node", "state", "incarnation", "heartbeat", "lease", "address", "tags");

  @Override
  public List<String> lines(Seen seen) {
    if (seen.status().nodes().isEmpty()) {
      return List.of("", "There are no nodes.");
    }
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    seen.status().nodes().forEach(node -> rows.add(List.of(node.node().value(), node.state().specName(),
        Long.toString(node.incarnation()), age(seen, node), node.leaseDuration().map(Seconds::text).orElse("not stated"),
        node.address(), tags(node))));
    List<String> lines = new ArrayList<>(List.of(""));
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
    }
    return line.toString().stripTrailing();
  }

  private static String tags(NodeStatus node) {
    return node.tags().values().entrySet().stream().map(tag -> tag.getKey() + "=" + tag.getValue())
        .collect(Collectors.joining(" "));
  }

  private static String age(Seen seen, NodeStatus node) {
    return seen.ages().age(node.node()).map(age -> {
      if (seen.sample().isZero() && age.beatWithin().isEmpty()) {
        return "not watched";
      }
      return seen.isFresh(node.node())
          ? "beat within " + Seconds.text(age.beatWithin().orElseThrow()) : "still for " + Seconds.text(age.still());
    }).orElse("none");
  }

  @Override
  public void put(Seen seen, Map<String, Object> fields) {
    fields.put("nodes", seen.status().nodes().stream().map(node -> fields(seen, node)).toList());
  }

  private static Map<String, Object> fields(Seen seen, NodeStatus node) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("node", node.node().value());
    fields.put("state", node.state().specName());
    fields.put("incarnation", node.incarnation());
    fields.put("address", node.address());
    node.leaseDuration().ifPresent(lease -> fields.put("leaseSeconds", Seconds.number(lease)));
    fields.put("tags", node.tags().values());
    node.heartbeat().ifPresent(beat -> {
      Map<String, Object> heartbeat = new LinkedHashMap<>();
      heartbeat.put("incarnation", beat.incarnation());
      heartbeat.put("counter", beat.counter());
      seen.ages().age(node.node()).ifPresent(age -> put(age, heartbeat));
      fields.put("heartbeat", heartbeat);
    });
    return fields;
  }

  private static void put(HeartbeatAges.Age age, Map<String, Object> heartbeat) {
    heartbeat.put("stillSeconds", Seconds.number(age.still()));
    age.beatWithin().ifPresent(within -> heartbeat.put("beatWithinSeconds", Seconds.number(within)));
  }
}
