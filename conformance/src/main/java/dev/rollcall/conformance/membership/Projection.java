package dev.rollcall.conformance.membership;

import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.conformance.trace.VariableMap;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import java.util.HashMap;
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
@SuppressWarnings("EnumOrdinal") // Numbers stand for states only while values are made.
final class Projection {
  /** The spec's name for no node and no process. */
  static final Value NONE = Value.of("None");

  /** As TLC has them: in the order of their names. */
  private static final VariableMap.Names NAMES = new VariableMap.Names(List.of(
      "believesPrimary", "cut", "heartbeatReceived", "membershipView", "owner", "partitioned", "primary", "primaryTerm",
      "registry", "running", "silent", "suspicions", "term", "viewNum", "viewNumber"));

  static final Set<String> VARIABLES = Set.copyOf(NAMES.list());

  private final SimulatedCluster cluster;
  private final List<NodeId> nodes;
  private final List<String> processes;
  private final NodeSets nodeSets;
  private final Map<String, Value> names = new HashMap<>();
  private final Map<Set<?>, Value> sets = new HashMap<>();

  // What is a function over the nodes or over the processes, by what its results are.
  private final Functions statesOfNodes;
  private final Functions ownersOfNodes;
  private final Functions setsOfNodes;
  private final Functions flagsOfProcesses;
  private final Functions numbersOfProcesses;
  private final Functions setsOfProcesses;

  // During one projection.
  private Registry registry;
  private Map<NodeId, Heartbeat> heartbeats;

  Projection(SimulatedCluster cluster) {
    this.cluster = cluster;
    this.nodes = cluster.constants().nodes();
    this.processes = cluster.processNames();
    this.nodeSets = new NodeSets(nodes);
    List<String> nodeNames = nodes.stream().map(NodeId::value).toList();
    LongFunction<Value> flag = number -> Value.of(number == 1);
    statesOfNodes = new Functions(nodeNames, state -> Value.of(NodeState.values()[(int) state].specName()));
    ownersOfNodes = new Functions(nodeNames, owner -> owner == 0 ? NONE : Value.of(processes.get((int) owner - 1)));
    setsOfNodes = new Functions(nodeNames, nodeSets::value);
    flagsOfProcesses = new Functions(processes, flag);
    numbersOfProcesses = new Functions(processes, Value::of);
    setsOfProcesses = new Functions(processes, nodeSets::value);
  }

  /** The variables as they are now. */
  VariableMap now() {
    registry = cluster.registry();
    registry.records();
    heartbeats = registry.heartbeats();
    return new VariableMap(NAMES, new Value[] {
        byProcess(flagsOfProcesses, p -> flag(p.believesPrimary())),
        set(cluster.cut()),
        byIndex(flagsOfProcesses, i -> flag(cluster.process(i).lease().isLive(cluster.reading(i)))),
        byProcess(setsOfProcesses, p -> nodeSets.number(p.view().members())),
        byNode(ownersOfNodes, this::owner),
        set(cluster.partitioned()),
        registry.primary().holder().map(h -> name(h.node().value())).orElse(NONE),
        byProcess(numbersOfProcesses, ProcessState::primaryTerm),
        byNode(statesOfNodes, n -> registry.state(n).ordinal()),
        byProcess(flagsOfProcesses, p -> flag(p.isRunning())),
        byIndex(setsOfProcesses, this::silent),
        byNode(setsOfNodes, n -> nodeSets.number(registry.voters(n))),
        Value.of(registry.primary().term()),
        byProcess(numbersOfProcesses, p -> p.view().number()),
        Value.of(registry.viewNumber())});
  }

  private static long flag(boolean value) {
    return value ? 1 : 0;
  }

  private long owner(NodeId node) {
    NodeRecord record = registry.record(node);
    return record == null ? 0 : 1 + cluster.ownerOf(node, record);
  }

  private long silent(int process) {
    long silent = 0;
    for (NodeId node : cluster.process(process).silent(cluster.trusting(process))) {
      Heartbeat current = heartbeats.get(node);
      boolean isCurrent = current != null && cluster.process(process).watch().isSilent(node, current);
      silent |= isCurrent ? 1L << nodes.indexOf(node) : 0;
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

  private Value byNode(Functions functions, ToLongFunction<NodeId> value) {
    long[] results = new long[nodes.size()];
    for (int i = 0; i < results.length; i++) {
      results[i] = value.applyAsLong(nodes.get(i));
    }
    return functions.of(results);
  }

  private Value byProcess(Functions functions, ToLongFunction<ProcessState> value) {
    return byIndex(functions, i -> value.applyAsLong(cluster.process(i)));
  }

  private Value byIndex(Functions functions, IntToLongFunction value) {
    long[] results = new long[processes.size()];
    for (int i = 0; i < results.length; i++) {
      results[i] = value.applyAsLong(i);
    }
    return functions.of(results);
  }
}
