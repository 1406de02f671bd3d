package dev.rollcall.conformance.membership;

import dev.rollcall.NodeId;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The production objects seen as the variables of ClusterMembership. It only translates: each value comes
 * from what a user or another process could read. {@code docs/correspondence.md} lists the same pairs.
 */
final class Projection {
  /** The spec's name for no node and no process. */
  static final Value NONE = Value.of("None");

  static final Set<String> VARIABLES = Set.of(
      "registry", "owner", "heartbeat", "viewNumber", "primary", "term", "suspicions", "running",
      "membershipView", "viewNum", "believesPrimary", "primaryTerm", "heartbeatReceived", "watching", "silent",
      "partitioned", "cut");

  private final SimulatedCluster cluster;
  private final Registry registry;
  private final Map<NodeId, Heartbeat> heartbeats;

  private Projection(SimulatedCluster cluster) {
    this.cluster = cluster;
    this.registry = cluster.registry();
    this.heartbeats = registry.heartbeats();
    registry.records();
  }

  static Map<String, Value> of(SimulatedCluster cluster) {
    return new Projection(cluster).variables();
  }

  private Map<String, Value> variables() {
    Map<String, Value> vars = new LinkedHashMap<>();
    vars.put("registry", byNode(n -> Value.of(registry.state(n).specName())));
    vars.put("owner", byNode(this::owner));
    vars.put("heartbeat", byNode(this::hasRisen));
    vars.put("viewNumber", Value.of(registry.viewNumber()));
    vars.put("primary", registry.primary().holder().map(h -> Value.of(h.node().value())).orElse(NONE));
    vars.put("term", Value.of(registry.primary().term()));
    vars.put("suspicions", byNode(n -> nodes(registry.voters(n))));
    vars.put("running", byProcess(p -> Value.of(p.isRunning())));
    vars.put("membershipView", byProcess(p -> nodes(p.view().members())));
    vars.put("viewNum", byProcess(p -> Value.of(p.view().number())));
    vars.put("believesPrimary", byProcess(p -> Value.of(p.believesPrimary())));
    vars.put("primaryTerm", byProcess(p -> Value.of(p.primaryTerm())));
    vars.put("heartbeatReceived", byProcess(p -> Value.of(p.lease().isLive(cluster.nowNanos()))));
    vars.put("watching", byName(name -> Value.of(cluster.isWatching(name))));
    vars.put("silent", byProcess(this::silent));
    vars.put("partitioned", Value.setOf(cluster.partitioned().stream().map(Projection::nodes).toList()));
    vars.put("cut", Value.setOf(cluster.cut().stream().map(Value::of).toList()));
    return vars;
  }

  private Value owner(NodeId node) {
    NodeRecord record = registry.record(node);
    return Optional.ofNullable(cluster.ownerOf(node, record)).map(Value::of).orElse(NONE);
  }

  private Value hasRisen(NodeId node) {
    Heartbeat current = heartbeats.get(node);
    return Value.of(current != null && cluster.hasRisen(node, current));
  }

  private Value silent(ProcessState process) {
    List<NodeId> silent = heartbeats.entrySet().stream()
        .filter(e -> process.watch().isSilent(e.getKey(), e.getValue(), cluster.config().failureTimeout()))
        .map(Map.Entry::getKey)
        .toList();
    return nodes(silent);
  }

  private static Value nodes(Collection<NodeId> nodes) {
    return Value.setOf(nodes.stream().map(n -> Value.of(n.value())).toList());
  }

  private Value byNode(Function<NodeId, Value> value) {
    Map<Value, Value> entries = new TreeMap<>();
    cluster.constants().nodes().forEach(n -> entries.put(Value.of(n.value()), value.apply(n)));
    return Value.funOf(entries);
  }

  private Value byProcess(Function<ProcessState, Value> value) {
    return byName(name -> value.apply(cluster.process(name)));
  }

  private Value byName(Function<String, Value> value) {
    Map<Value, Value> entries = new TreeMap<>();
    cluster.processNames().forEach(name -> entries.put(Value.of(name), value.apply(name)));
    return Value.funOf(entries);
  }
}
