package dev.rollcall.conformance.membership;

import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.protocol.schema.Change;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.JournalEvent;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.PrimaryRecord;
import dev.rollcall.protocol.schema.Suspicion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The variables of the store as the events of a journal, and nothing else, tell them. */
final class Rebuilt {
  private static final Set<NodeState> VOTERS = Set.of(NodeState.JOINING, NodeState.ACTIVE);

  private final List<NodeId> nodes;
  private final Map<NodeId, NodeRecord> records = new HashMap<>();
  private final Map<NodeId, Heartbeat> heartbeats = new HashMap<>();
  private final Map<NodeId, Map<NodeId, Suspicion>> suspicions = new HashMap<>();
  private long viewNumber;
  private PrimaryRecord primary = PrimaryRecord.NONE;

  Rebuilt(List<NodeId> nodes) {
    this.nodes = nodes;
  }

  void take(JournalEvent event) {
    event.changes().forEach(this::take);
  }

  private void take(Change change) {
    if (change instanceof Change.OfRecord of) {
      of.record().ifPresentOrElse(record -> records.put(of.node(), record), () -> records.remove(of.node()));
    } else if (change instanceof Change.OfHeartbeat of) {
      of.heartbeat().ifPresentOrElse(heartbeat -> heartbeats.put(of.node(), heartbeat), () -> {
        heartbeats.remove(of.node());
        suspicions.remove(of.node());
      });
    } else if (change instanceof Change.OfSuspicion of) {
      suspicions.computeIfAbsent(of.target(), target -> new HashMap<>()).put(of.voter(), of.suspicion());
    } else if (change instanceof Change.OfView of) {
      viewNumber = of.number();
    } else if (change instanceof Change.OfPrimary of) {
      primary = of.primary();
    } else {
      throw new AssertionError("no action of ClusterMembership makes " + change);
    }
  }

  /** Variables of ClusterMembership by name. */
  Map<String, Value> variables() {
    Map<String, Value> variables = new TreeMap<>();
    variables.put("registry", byNode(node -> Value.of(state(node).specName())));
    variables.put("suspicions", byNode(this::voters));
    variables.put("viewNumber", Value.of(viewNumber));
    variables.put("term", Value.of(primary.term()));
    variables.put("primary", primary.holder().map(h -> Value.of(h.node().value())).orElse(Projection.NONE));
    return variables;
  }

  /** The incarnation in the node's record; 0 without one. */
  long incarnation(NodeId node) {
    return records.containsKey(node) ? records.get(node).incarnation() : 0;
  }

  private NodeState state(NodeId node) {
    return records.containsKey(node) ? records.get(node).state() : NodeState.LEFT;
  }

  private Value voters(NodeId target) {
    return Value.setOf(suspicions.getOrDefault(target, Map.of()).entrySet().stream()
        .filter(vote -> vote.getValue().seen().equals(heartbeats.get(target)))
        .filter(vote -> VOTERS.contains(state(vote.getKey()))
            && incarnation(vote.getKey()) == vote.getValue().voterIncarnation())
        .map(vote -> Value.of(vote.getKey().value())).toList());
  }

  private Value byNode(Function<NodeId, Value> value) {
    Map<Value, Value> entries = new HashMap<>();
    nodes.forEach(node -> entries.put(Value.of(node.value()), value.apply(node)));
    return Value.funOf(entries);
  }
}
