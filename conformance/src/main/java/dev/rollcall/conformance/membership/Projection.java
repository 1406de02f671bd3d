package dev.rollcall.conformance.membership;

import dev.rollcall.NodeId;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.conformance.trace.VariableMap;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The production objects seen as the variables of ClusterMembership. It only translates: each value comes
 * from what a user or another process could read. {@code docs/correspondence.md} lists the same pairs.
 *
 * <p>Values are remembered by what they show, so that equal ones are mostly the same object and a
 * projection makes hardly any. Not thread-safe.
 */
final class Projection {
  /** The spec's name for no node and no process. */
  static final Value NONE = Value.of("None");

  /** As TLC has them: in the order of their names. */
  private static final VariableMap.Names NAMES = new VariableMap.Names(List.of(
      "believesPrimary", "cut", "heartbeat", "heartbeatReceived", "membershipView", "owner", "partitioned", "primary",
      "primaryTerm", "registry", "running", "silent", "suspicions", "term", "viewNum", "viewNumber", "watching"));

  static final Set<String> VARIABLES = Set.copyOf(NAMES.list());

  private final SimulatedCluster cluster;
  private final List<NodeId> nodes;
  private final Functions byNode;
  private final Functions byProcess;
  private final Map<String, Value> names = new HashMap<>();
  private final Map<Set<?>, Value> sets = new HashMap<>();

  // What the store holds during one projection.
  private Registry registry;
  private Map<NodeId, Heartbeat> heartbeats;

  Projection(SimulatedCluster cluster) {
    this.cluster = cluster;
    this.nodes = cluster.constants().nodes();
    this.byNode = new Functions(nodes.stream().map(NodeId::value).toList());
    this.byProcess = new Functions(cluster.processNames());
  }

  /** The variables as they are now. */
  VariableMap now() {
    registry = cluster.registry();
    registry.records();
    heartbeats = registry.heartbeats();
    return new VariableMap(NAMES, new Value[] {
        byProcess(p -> Value.of(p.believesPrimary())),
        set(cluster.cut()),
        byNode(this::hasRisen),
        byProcess(p -> Value.of(p.lease().isLive(cluster.nowNanos()))),
        byProcess(p -> set(p.view().members())),
        byNode(this::owner),
        set(cluster.partitioned()),
        registry.primary().holder().map(h -> name(h.node().value())).orElse(NONE),
        byProcess(p -> Value.of(p.primaryTerm())),
        byNode(n -> name(registry.state(n).specName())),
        byProcess(p -> Value.of(p.isRunning())),
        byProcess(this::silent),
        byNode(n -> set(registry.voters(n))),
        Value.of(registry.primary().term()),
        byProcess(p -> Value.of(p.view().number())),
        Value.of(registry.viewNumber()),
        byIndex(i -> Value.of(cluster.isWatching(i)))});
  }

  private Value owner(NodeId node) {
    NodeRecord record = registry.record(node);
    String owner = cluster.ownerOf(node, record);
    return owner == null ? NONE : name(owner);
  }

  private Value hasRisen(NodeId node) {
    Heartbeat current = heartbeats.get(node);
    return Value.of(current != null && cluster.hasRisen(node, current));
  }

  private Value silent(ProcessState process) {
    Duration timeout = cluster.config().failureTimeout();
    Set<NodeId> silent = new HashSet<>();
    heartbeats.forEach((node, current) -> {
      if (process.watch().isSilent(node, current, timeout)) {
        silent.add(node);
      }
    });
    return set(silent);
  }

  private Value name(String name) {
    return names.computeIfAbsent(name, Value::of);
  }

  /** A set of nodes, of names, or of such sets. */
  private Value set(Set<?> elements) {
    Value known = sets.get(elements);
    if (known == null) {
      known = Value.setOf(elements.stream().map(e -> e instanceof Set<?> s ? set(s) : name(e.toString())).toList());
      sets.put(Set.copyOf(elements), known);
    }
    return known;
  }

  private Value byNode(Function<NodeId, Value> value) {
    Value[] results = new Value[nodes.size()];
    for (int i = 0; i < results.length; i++) {
      results[i] = value.apply(nodes.get(i));
    }
    return byNode.of(results);
  }

  private Value byProcess(Function<ProcessState, Value> value) {
    return byIndex(i -> value.apply(cluster.process(i)));
  }

  private Value byIndex(IntFunction<Value> value) {
    Value[] results = new Value[cluster.processNames().size()];
    for (int i = 0; i < results.length; i++) {
      results[i] = value.apply(i);
    }
    return byProcess.of(results);
  }
}
