package dev.rollcall.conformance.migration;

import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.conformance.replay.BadTraceConstantException;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a trace says about the actors in it: those CONSTANTS of ActorMigration that ClusterMembership does not have.
 * Immutable.
 *
 * @param actors sorted
 * @param batchSize how many one transaction moves at most
 */
record ActorConstants(List<ActorId> actors, int batchSize) {

  /** Reads the actors from the first state of a trace, and the rest from its constants. */
  static ActorConstants of(TraceHeader header, TraceState first) {
    if (!(first.vars().get("host") instanceof Value.Fun host)) {
      throw new BadTraceConstantException(
          "host", "expected a function in the first state, found " + first.vars().get("host"));
    }
    List<ActorId> actors = host.entries().keySet().stream().map(actor -> ActorId.of(actor.toString())).toList();
    return new ActorConstants(actors, batchSize(header));
  }

  private static int batchSize(TraceHeader header) {
    Value size = header.constants().get("BatchSize");
    if (size instanceof Value.Int number && number.value().bitLength() < 31 && number.value().signum() > 0) {
      return number.value().intValue();
    }
    throw new BadTraceConstantException("BatchSize", "expected a positive number, found " + size);
  }

  /** Functions from some actors, not too many, to nodes. TLA+: {@code Batches}. */
  Map<Value, Map<ActorId, NodeId>> batches(List<NodeId> nodes) {
    List<Map<ActorId, NodeId>> batches = new ArrayList<>(List.of(Map.of()));
    for (ActorId actor : actors) {
      for (Map<ActorId, NodeId> without : List.copyOf(batches)) {
        for (NodeId node : without.size() < batchSize ? nodes : List.<NodeId>of()) {
          Map<ActorId, NodeId> with = new TreeMap<>(without);
          with.put(actor, node);
          batches.add(with);
        }
      }
    }
    Map<Value, Map<ActorId, NodeId>> byValue = new TreeMap<>();
    batches.stream().filter(moves -> !moves.isEmpty()).forEach(moves -> byValue.put(value(moves), moves));
    return byValue;
  }

  private static Value value(Map<ActorId, NodeId> moves) {
    Map<Value, Value> entries = new TreeMap<>();
    moves.forEach((actor, node) -> entries.put(Value.of(actor.value()), Value.of(node.value())));
    return Value.funOf(entries);
  }
}
