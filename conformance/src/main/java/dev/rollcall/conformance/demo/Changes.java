package dev.rollcall.conformance.demo;

import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What happened between two moments, in plain words. */
final class Changes {
  private final Scene before;
  private final Scene after;
  private final Map<String, Happening> happenings = new LinkedHashMap<>();
  private final List<String> told = new ArrayList<>();

  private record Happening(String ofOne, List<NodeId> nodes) {}

  private Changes(Scene before, Scene after) {
    this.before = before;
    this.after = after;
  }

  /** A sentence each; none if nothing happened that is worth one. */
  static List<String> between(Scene before, Scene after) {
    Changes changes = new Changes(before, after);
    for (int i = 0; i < after.lanes().size(); i++) {
      Lane was = before.lanes().get(i);
      Lane is = after.lanes().get(i);
      changes.weather(was, is);
      changes.record(was, is);
      changes.process(was, is);
    }
    changes.happenings.forEach((ofMany, happening) -> changes.told.add(names(happening.nodes()) + " "
        + (happening.nodes().size() == 1 ? happening.ofOne() : ofMany)));
    changes.links();
    changes.office();
    changes.actors();
    return changes.told;
  }

  private void weather(Lane was, Lane is) {
    boolean up = is.process().up();
    tell(was.process().up() && !up, is, "is killed", "are killed");
    tell(!was.process().up() && up, is, "is started", "are started");
    tell(!was.weather().paused() && is.weather().paused(), is, "is paused", "are paused");
    tell(was.weather().paused() && !is.weather().paused() && up, is, "goes on after a pause", "go on after a pause");
    tell(!was.weather().cut() && is.weather().cut(), is, "cannot reach the store", "cannot reach the store");
    tell(was.weather().cut() && !is.weather().cut() && up, is, "reaches the store again", "reach the store again");
  }

  private void record(Lane was, Lane is) {
    SortedSet<NodeId> voters = new TreeSet<>(is.suspectedBy());
    voters.removeAll(was.suspectedBy());
    String by = " suspected by " + names(voters);
    tell(!voters.isEmpty(), is, "is" + by, "are" + by);
    NodeState to = is.record();
    if (was.record() == to && was.incarnation() == is.incarnation()) {
      return;
    }
    tell(was.record() == NodeState.FAILED && to != NodeState.FAILED, is,
        "learns that it was failed, and forgets what it was", "learn that they were failed, and forget what they were");
    tell(to == NodeState.JOINING, is, "asks to join", "ask to join");
    tell(to == NodeState.ACTIVE, is, "is a member, incarnation " + is.incarnation(), "are members");
    tell(to == NodeState.FAILED, is, "is failed: it is no member any more", "are failed: they are no members any more");
    tell(to == NodeState.LEAVING, is, "is leaving", "are leaving");
    tell(to == NodeState.LEFT && was.record() != NodeState.FAILED, is, "is gone", "are gone");
  }

  private void process(Lane was, Lane is) {
    if (was.process().joined() && is.process().joined()) {
      boolean over = was.process().hasLease() && !is.process().hasLease();
      boolean believes = is.process().believesPrimary();
      tell(over && believes, is, "believes that it is primary, but its lease is over: it acts as nothing",
          "believe that they are primary, but their leases are over: they act as nothing");
      tell(over && !believes, is, "acts as nothing: its lease is over", "act as nothing: their leases are over");
      tell(!was.process().hasLease() && is.process().hasLease(), is, "has a lease again", "have leases again");
    }
  }

  private void links() {
    SortedSet<String> was = links(before);
    SortedSet<String> is = links(after);
    tell("links cut: ", is, was);
    tell("links healed: ", was, is);
  }

  private static SortedSet<String> links(Scene scene) {
    return scene.lanes().stream().flatMap(lane -> lane.weather().lost().stream()
        .filter(other -> other.compareTo(lane.node()) > 0).map(other -> lane.node() + "-" + other))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void tell(String what, SortedSet<String> of, SortedSet<String> without) {
    SortedSet<String> rest = new TreeSet<>(of);
    rest.removeAll(without);
    if (!rest.isEmpty()) {
      told.add(what + String.join(" ", rest));
    }
  }

  private void office() {
    Optional<NodeId> primary = after.primary();
    boolean same = before.term() == after.term() && before.primary().equals(primary);
    if (!same && (primary.isPresent() || before.primary().isPresent())) {
      told.add(primary.map(node -> node + " is elected primary, term " + after.term()).orElse("there is no primary"));
    }
  }

  private void actors() {
    SortedMap<NodeId, SortedMap<String, List<ActorId>>> moved = new TreeMap<>();
    after.actors().forEach((actor, node) -> {
      NodeId from = before.actors().get(actor);
      if (!node.equals(from)) {
        moved.computeIfAbsent(node, any -> new TreeMap<>()).computeIfAbsent(
            from == null ? "" : ", and " + from + " no more", any -> new ArrayList<>()).add(actor);
      }
    });
    moved.forEach((node, groups) -> groups.forEach(
        (from, actors) -> told.add(node + " runs " + names(actors) + from)));
    SortedMap<NodeId, List<ActorId>> stopped = before.actors().entrySet().stream()
        .filter(entry -> !after.actors().containsKey(entry.getKey()))
        .collect(Collectors.groupingBy(Map.Entry::getValue, TreeMap::new,
            Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    stopped.forEach((node, actors) -> told.add(node + " runs " + names(actors) + " no more"));
  }

  /** Of nodes to which the same happens it is told once. */
  private void tell(boolean happened, Lane lane, String ofOne, String ofMany) {
    if (happened) {
      happenings.computeIfAbsent(ofMany, any -> new Happening(ofOne, new ArrayList<>())).nodes().add(lane.node());
    }
  }

  private static String names(Collection<?> all) {
    return all.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
