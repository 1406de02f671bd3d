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
    if (electorate.living().isEmpty()) {
      return "no node lives; the next to join needs none" + others(seen.status());
    }
    long beating = seen.activeThatBeat().stream().filter(electorate.living()::contains).count();
    return electorate.quorumSize() + " of the " + electorate.living().size() + " living" + others(seen.status())
        + (seen.sample().isZero() ? "" : "; living and seen to beat: " + beating
            + (beating < electorate.quorumSize() ? ", which is NO QUORUM until the others are doomed" : ""));
  }

  /** Those that have no seat. */
  private static String others(ClusterStatus status) {
    return " (doomed " + status.electorate().doomed().size() + ", Joining "
        + status.electorate().joining().size() + ", Failed " + status.failed().size() + ")";
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
    electorate.put("joining", names(status.electorate().joining()));
    electorate.put("doomed", names(status.electorate().doomed()));
    electorate.put("failed", names(status.failed()));
    electorate.put("living", status.electorate().living().size());
    electorate.put("quorum", status.electorate().quorumSize());
    fields.put("electorate", electorate);
  }

  private static List<String> names(Collection<NodeId> nodes) {
    return nodes.stream().map(NodeId::value).toList();
  }
}
