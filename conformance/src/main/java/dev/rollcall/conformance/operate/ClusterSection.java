package dev.rollcall.conformance.operate;

import dev.rollcall.Electorate;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import dev.rollcall.status.ClusterStatus;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What holds for the cluster as a whole: format, primary, view, quorum. */
final class ClusterSection implements Section {
  /** More members than that are in the table only. */
  private static final int MEMBERS_IN_LINE = 12;

  @Override
  public List<String> lines(Seen seen) {
    ClusterStatus status = seen.status();
    return List.of(
        "Cluster  " + status.cluster() + ", format " + status.format() + ", at "
            + seen.at().truncatedTo(ChronoUnit.SECONDS),
        "Primary  " + primary(status),
        "View     " + view(status.view()),
        "Quorum   " + quorum(seen));
  }

  private static String primary(ClusterStatus status) {
    return status.primary()
        .map(primary -> primary.node() + ", incarnation " + primary.incarnation() + ", term " + primary.term()
            + ", elected " + primary.electedAt().truncatedTo(ChronoUnit.SECONDS))
        .orElse(status.term() == 0 ? "none was ever elected" : "none since term " + status.term());
  }

  private static String view(MembershipView view) {
    String size = "number " + view.number() + ", members " + view.size();
    return view.size() == 0 || view.size() > MEMBERS_IN_LINE ? size
        : size + ": " + view.members().stream().map(NodeId::value).collect(Collectors.joining(" "));
  }

  private static String quorum(Seen seen) {
    Electorate electorate = seen.status().electorate();
    if (electorate.size() == 0) {
      return "nobody counts";
    }
    int beating = seen.activeThatBeat().size();
    return electorate.quorumSize() + " of the " + electorate.size() + " that count (Active "
        + electorate.active().size() + ", Failed " + electorate.failed().size() + ")"
        + (seen.sample().isZero() ? "" : "; Active and seen to beat: " + beating
            + (beating < electorate.quorumSize() ? ", which is NO QUORUM" : ""));
  }

  @Override
  public void put(Seen seen, Map<String, Object> fields) {
    ClusterStatus status = seen.status();
    fields.put("cluster", status.cluster());
    fields.put("time", seen.at().truncatedTo(ChronoUnit.MILLIS).toString());
    fields.put("sampleSeconds", Seconds.number(seen.sample()));
    fields.put("format", status.format());
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("number", status.view().number());
    view.put("members", names(status.view().members()));
    fields.put("view", view);
    Map<String, Object> primary = new LinkedHashMap<>();
    primary.put("term", status.term());
    status.primary().ifPresent(holder -> {
      primary.put("node", holder.node().value());
      primary.put("incarnation", holder.incarnation());
      primary.put("electedAt", holder.electedAt().toString());
    });
    fields.put("primary", primary);
    Map<String, Object> electorate = new LinkedHashMap<>();
    electorate.put("active", names(status.electorate().active()));
    electorate.put("failed", names(status.electorate().failed()));
    electorate.put("size", status.electorate().size());
    electorate.put("quorum", status.electorate().quorumSize());
    fields.put("electorate", electorate);
  }

  private static List<String> names(Collection<NodeId> nodes) {
    return nodes.stream().map(NodeId::value).toList();
  }
}
