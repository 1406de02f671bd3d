package dev.rollcall.conformance.membership;

import dev.rollcall.NodeId;
import dev.rollcall.conformance.replay.BadParameterException;
import dev.rollcall.conformance.trace.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes the parameters of a step for what they name in one cluster. Immutable. */
final class StepParameters {
  private final String anyProcess;
  private final String anyNode;
  private final Map<Value, String> processOf = new HashMap<>();
  private final Map<Value, NodeId> nodeOf = new HashMap<>();
  private final Map<Value, Set<NodeId>> linkOf = new HashMap<>();

  StepParameters(ModelConstants constants) {
    List<NodeId> nodes = constants.nodes();
    anyProcess = "one of the processes " + constants.nodeOf().keySet();
    anyNode = "one of the nodes " + nodes;
    constants.nodeOf().keySet().forEach(process -> processOf.put(Value.of(process), process));
    for (NodeId node : nodes) {
      Value value = Value.of(node.value());
      nodeOf.put(value, node);
      nodes.stream().filter(other -> !other.equals(node)).forEach(
          other -> linkOf.put(Value.setOf(value, Value.of(other.value())), Set.of(node, other)));
    }
  }

  String process(String action, Map<String, Value> params, String name) {
    return named(processOf, action, params, name, anyProcess);
  }

  NodeId node(String action, Map<String, Value> params, String name) {
    return named(nodeOf, action, params, name, anyNode);
  }

  Set<NodeId> link(String action, Map<String, Value> params) {
    return named(linkOf, action, params, "link", "a set of two nodes");
  }

  private static <T> T named(
      Map<Value, T> known, String action, Map<String, Value> params, String name, String expected) {
    Value value = params.get(name);
    T found = value == null ? null : known.get(value);
    if (found == null) {
      throw new BadParameterException(action, name, expected, value == null ? "nothing" : value);
    }
    return found;
  }
}
