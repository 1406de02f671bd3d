package dev.rollcall.conformance.operate;

import dev.rollcall.status.ClusterStatus;
import dev.rollcall.status.HostStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where actors are placed, and which are due to move. */
final class ActorSection implements Section {

  @Override
  public List<String> lines(Seen seen) {
    ClusterStatus status = seen.status();
    if (status.hosts().isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Actors   " + status.actorsPlaced() + " placed" + (status.actorsDue() == 0 ? ""
        : ", " + status.actorsDue() + " of them due to move"
            + (canBeMoved(status) ? "" : ", and there is no primary to move them")));
    add(lines, "  at     ", status, false);
    add(lines, "  due    ", status, true);
    return lines;
  }

  private static void add(List<String> lines, String head, ClusterStatus status, boolean due) {
    String hosts = status.hosts().stream().filter(host -> host.due() == due)
        .map(host -> host.host().node() + (due ? ", incarnation " + host.host().incarnation() : "") + ": "
            + host.placed()).collect(Collectors.joining("; "));
    if (!hosts.isEmpty()) {
      lines.add(head + hosts);
    }
  }

  /** Only a primary moves actors, and where no node is Active there is none. */
  private static boolean canBeMoved(ClusterStatus status) {
    return status.primary().isPresent();
  }

  @Override
  public void put(Seen seen, Map<String, Object> fields) {
    ClusterStatus status = seen.status();
    Map<String, Object> actors = new LinkedHashMap<>();
    actors.put("placed", status.actorsPlaced());
    actors.put("due", status.actorsDue());
    actors.put("canBeMoved", canBeMoved(status));
    actors.put("hosts", status.hosts().stream().map(ActorSection::fields).toList());
    fields.put("actors", actors);
  }

  private static Map<String, Object> fields(HostStatus host) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("node", host.host().node().value());
    fields.put("incarnation", host.host().incarnation());
    fields.put("placed", host.placed());
    fields.put("due", host.due());
    return fields;
  }
}
