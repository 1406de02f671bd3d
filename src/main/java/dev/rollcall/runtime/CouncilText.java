package dev.rollcall.runtime;

import dev.rollcall.Electorate;
import dev.rollcall.NodeId;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Says in words which nodes of its council a member reaches. Stateless. */
final class CouncilText {
  /** Names more than these are left out: there may be ten thousand. */
  static final int MOST_NAMES = 10;

  private CouncilText() {}

  static String of(Electorate electorate, Core core) {
    Collection<NodeId> council = electorate.council(core.self());
    List<NodeId> away = council.stream().filter(node -> !core.reaches(node)).toList();
    return "reaches " + (council.size() - away.size()) + " of " + council.size() + " living nodes, itself included, and "
        + "needs " + (council.size() / 2 + 1) + "; no answer from " + names(away);
  }

  private static String names(List<NodeId> nodes) {
    String first = nodes.stream().limit(MOST_NAMES).map(NodeId::value).collect(Collectors.joining(" "));
    return nodes.size() <= MOST_NAMES ? first : first + " and " + (nodes.size() - MOST_NAMES) + " more";
  }
}
