package dev.rollcall.conformance.membership;

import dev.rollcall.NodeId;
import dev.rollcall.conformance.replay.BadTraceConstantException;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a trace says about the cluster it happens in: the CONSTANTS of ClusterMembership. Immutable.
 *
 * @param nodes the node ids
 * @param nodeOf process to the node id it is configured with
 * @param votes suspicions wanted before a node may be failed
 * @param pauses whether processes may act on a lease they checked long ago
 */
record ModelConstants(List<NodeId> nodes, Map<String, NodeId> nodeOf, int votes, boolean pauses) {

  /**
   * Reads them from a trace: nodes and processes from its first state, the rest from its constants. A
   * process has the node id of its own name, but for {@code Second}, which shares that of {@code First}.
   */
  static ModelConstants of(TraceHeader header, TraceState first) {
    List<NodeId> nodes = arguments(first, "registry").stream().map(NodeId::of).toList();
    Map<String, NodeId> nodeOf = new TreeMap<>();
    for (String process : arguments(first, "running")) {
      boolean shares = Value.of(process).equals(header.constants().get("Second"));
      nodeOf.put(process, NodeId.of(shares ? first(header) : process));
    }
    if (!Set.copyOf(nodes).containsAll(nodeOf.values())) {
      throw new BadTraceConstantException("Second",
          "a process is not named like a node (" + nodes + "), so the constants First and Second must say "
              + "whose id it shares");
    }
    return new ModelConstants(nodes, nodeOf, votes(header), faults(header).contains("pause"));
  }

  private static String first(TraceHeader header) {
    if (header.constants().get("First") instanceof Value.Str process) {
      return process.value();
    }
    throw new BadTraceConstantException("First", "expected the process whose id Second shares, found "
        + header.constants().get("First"));
  }

  private static List<String> arguments(TraceState state, String variable) {
    if (state.vars().get(variable) instanceof Value.Fun function) {
      return function.entries().keySet().stream().map(Value::toString).toList();
    } else if (state.vars().get(variable) instanceof Value.Rec record) {
      return List.copyOf(record.fields().keySet());
    }
    throw new BadTraceConstantException(variable, "expected a function in the first state, found "
        + state.vars().get(variable));
  }

  private static int votes(TraceHeader header) {
    Value votes = header.constants().getOrDefault("Votes", Value.of(1));
    if (votes instanceof Value.Int number && number.value().bitLength() < 31 && number.value().signum() > 0) {
      return number.value().intValue();
    }
    throw new BadTraceConstantException("Votes", "expected a positive number, found " + votes);
  }

  private static Set<String> faults(TraceHeader header) {
    Value faults = header.constants().getOrDefault("Faults", Value.setOf());
    if (faults instanceof Value.Set set) {
      return set.elements().stream().map(Value::toString).collect(Collectors.toSet());
    }
    throw new BadTraceConstantException("Faults", "expected a set, found " + faults);
  }
}
