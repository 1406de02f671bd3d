package dev.rollcall.conformance.membership;

import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

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

  static final Set<String> VARIABLES = Set.of(
      "registry", "owner", "heartbeat", "viewNumber", "primary", "term", "suspicions", "running",
      "membershipView", "viewNum", "believesPrimary", "primaryTerm", "heartbeatReceived", "watching", "silent",
      "partitioned", "cut");

  /** Twice the variables, lest the map grows while it is filled. */
  private static final int CAPACITY = 2 * VARIABLES.size();

  private final SimulatedCluster cluster;
  private final List<NodeId> nodes;
  private final List<String> processes;
  private final NodeSets nodeSets;
  private final Map<String, Functions> functions = new HashMap<>();
  private final Map<String, Value> names = new HashMap<>();
  private final Map<Set<?>, Value> sets = new HashMap<>();

  // During one projection.
  private Registry registry;
  private Map<NodeId, Heartbeat> heartbeats;
  private Map<String, Value> vars;

  Projection(SimulatedCluster cluster) {
    this.cluster = cluster;
    this.nodes = cluster.constants().nodes();
    this.processes = cluster.processNames();
    this.nodeSets = new NodeSets(nodes);
    LongFunction<Value> flag = number -> Value.of(number == 1);
    ofNodes("registry", number -> Value.of(NodeState.values()[(int) number].specName()));
    ofNodes("owner", number -> number == 0 ? NONE : Value.of(processes.get((int) number - 1)));
    ofNodes("heartbeat", flag);
    ofNodes("suspicions", nodeSets::value);
    ofProcesses("running", flag);
    ofProcesses("membershipView", nodeSets::value);
    ofProcesses("viewNum", Value::of);
    ofProcesses("believesPrimary", flag);
    ofProcesses("primaryTerm", Value::of);
    ofProcesses("heartbeatReceived", flag);
    ofProcesses("watching", flag);
    ofProcesses("silent", nodeSets::value);
  }

  private void ofNodes(String variable, LongFunction<Value> meaning) {
    functions.put(variable, new Functions(nodes.stream().map(NodeId::value).toList(), meaning));
  }

  private void ofProcesses(String variable, LongFunction<Value> meaning) {
    functions.put(variable, new Functions(processes, meaning));
  }

  /** The variables as they are now. */
  Map<String, Value> now() {
    registry = cluster.registry();
    registry.records();
    heartbeats = registry.heartbeats();
    vars = new LinkedHashMap<>(CAPACITY);
    byNode("registry", n -> registry.state(n).ordinal());
    byNode("owner", this::owner);
    byNode("heartbeat", this::hasRisen);
    vars.put("viewNumber", Value.of(registry.viewNumber()));
    vars.put("primary", registry.primary().holder().map(h -> name(h.node().value())).orElse(NONE));
    vars.put("term", Value.of(registry.primary().term()));
    byNode("suspicions", n -> nodeSets.number(registry.voters(n)));
    byProcess("running", p -> flag(p.isRunning()));
    byProcess("membershipView", p -> nodeSets.number(p.view().members()));
    byProcess("viewNum", p -> p.view().number());
    byProcess("believesPrimary", p -> flag(p.believesPrimary()));
    byProcess("primaryTerm", ProcessState::primaryTerm);
    byProcess("heartbeatReceived", p -> flag(p.lease().isLive(cluster.nowNanos())));
    byIndex("watching", i -> flag(cluster.isWatching(i)));
    byProcess("silent", this::silent);
    vars.put("partitioned", set(cluster.partitioned()));
    vars.put("cut", set(cluster.cut()));
    return vars;
  }

  private static long flag(boolean value) {
    return value ? 1 : 0;
  }

  private long owner(NodeId node) {
    NodeRecord record = registry.record(node);
    return record == null ? 0 : 1 + cluster.ownerOf(node, record);
  }

  private long hasRisen(NodeId node) {
    Heartbeat current = heartbeats.get(node);
    return flag(current != null && cluster.hasRisen(node, current));
  }

  private long silent(ProcessState process) {
    Duration timeout = cluster.config().failureTimeout();
    long silent = 0;
    for (int i = 0; i < nodes.size(); i++) {
      Heartbeat current = heartbeats.get(nodes.get(i));
      boolean isSilent = current != null && process.watch().isSilent(nodes.get(i), current, timeout);
      silent |= isSilent ? 1L << i : 0;
    }
    return silent;
  }

  private Value name(String name) {
    return names.computeIfAbsent(name, Value::of);
  }

  /** A set of names, of nodes, or of such sets. */
  private Value set(Set<?> elements) {
    Value known = sets.get(elements);
    if (known == null) {
      known = Value.setOf(elements.stream().map(e -> e instanceof Set<?> s ? set(s) : name(e.toString())).toList());
      sets.put(Set.copyOf(elements), known);
    }
    return known;
  }

  private void byNode(String variable, ToLongFunction<NodeId> value) {
    long[] results = new long[nodes.size()];
    for (int i = 0; i < results.length; i++) {
      results[i] = value.applyAsLong(nodes.get(i));
    }
    vars.put(variable, functions.get(variable).of(results));
  }

  private void byProcess(String variable, ToLongFunction<ProcessState> value) {
    byIndex(variable, i -> value.applyAsLong(cluster.process(i)));
  }

  private void byIndex(String variable, IntToLongFunction value) {
    long[] results = new long[processes.size()];
    for (int i = 0; i < results.length; i++) {
      results[i] = value.applyAsLong(i);
    }
    vars.put(variable, functions.get(variable).of(results));
  }
}
