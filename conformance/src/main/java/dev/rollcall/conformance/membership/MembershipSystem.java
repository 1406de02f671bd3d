package dev.rollcall.conformance.membership;

import dev.rollcall.NodeId;
import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.replay.BadParameterException;
import dev.rollcall.conformance.replay.InvariantViolation;
import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.replay.SystemUnderTest;
import dev.rollcall.conformance.replay.UnknownActionException;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.StepOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The production protocol, driven under the names of ClusterMembership. Not thread-safe. */
final class MembershipSystem implements SystemUnderTest {
  private final SimulatedCluster cluster;
  private final Protocol protocol;
  private final Map<String, Consumer<Parameters>> environment = new HashMap<>();
  private final List<ActionInstance> instances;

  MembershipSystem(SimulatedCluster cluster, Protocol protocol) {
    this.cluster = cluster;
    this.protocol = protocol;
    this.instances = instancesOf(protocol, cluster.constants());
    environment.put("NodeCrash", p -> cluster.crash(p.process("p")));
    environment.put("CutStore", p -> cluster.setCut(p.process("p"), true));
    environment.put("HealStore", p -> cluster.setCut(p.process("p"), false));
    environment.put("CreatePartition", p -> cluster.setPartitioned(p.link(), true));
    environment.put("HealPartition", p -> cluster.setPartitioned(p.link(), false));
    environment.put("ResetHeartbeats", p -> cluster.passLeasePeriod());
  }

  @Override
  public StepResult perform(String action, Map<String, Value> params) {
    Parameters parameters = new Parameters(action, params);
    if (environment.containsKey(action)) {
      environment.get(action).accept(parameters);
      return StepResult.performed();
    }
    ProtocolAction step = protocol.action(action);
    if (step == null) {
      throw new UnknownActionException(action, knownActions());
    }
    StepOutcome outcome = step.hasTarget()
        ? cluster.perform(action, parameters.process("d"), parameters.node("t"))
        : cluster.perform(action, parameters.process("p"), null);
    if (outcome instanceof StepOutcome.Refused refused) {
      return StepResult.refused(refused.reason().name());
    }
    return StepResult.performed();
  }

  @Override
  public Map<String, Value> project() {
    return Projection.of(cluster);
  }

  @Override
  public List<InvariantViolation> violatedInvariants() {
    return ProductionInvariants.violatedBy(cluster);
  }

  @Override
  public List<ActionInstance> instances() {
    return instances;
  }

  /** What the spec's {@code Next} quantifies over, without the environment. */
  private static List<ActionInstance> instancesOf(Protocol protocol, ModelConstants constants) {
    List<ActionInstance> instances = new ArrayList<>();
    for (ProtocolAction action : protocol.actions()) {
      constants.nodeOf().forEach((process, node) -> {
        if (action.hasTarget()) {
          constants.nodes().stream().filter(target -> !target.equals(node)).forEach(
              target -> instances.add(new ActionInstance(action.name(), targeting(process, target))));
        } else {
          instances.add(new ActionInstance(action.name(), Map.of("p", Value.of(process))));
        }
      });
    }
    return List.copyOf(instances);
  }

  private static Map<String, Value> targeting(String process, NodeId target) {
    Map<String, Value> params = new LinkedHashMap<>();
    params.put("d", Value.of(process));
    params.put("t", Value.of(target.value()));
    return params;
  }

  @Override
  public Object fingerprint() {
    return cluster.fingerprint();
  }

  private List<String> knownActions() {
    List<String> known = new ArrayList<>(environment.keySet());
    protocol.actions().forEach(action -> known.add(action.name()));
    return known;
  }

  /** The parameters of one step, checked on the way. */
  private final class Parameters {
    private final String action;
    private final Map<String, Value> params;

    Parameters(String action, Map<String, Value> params) {
      this.action = action;
      this.params = params;
    }

    String process(String name) {
      Value value = params.get(name);
      if (value instanceof Value.Str text && cluster.processNames().contains(text.value())) {
        return text.value();
      }
      throw new BadParameterException(action, name, "one of the processes " + cluster.processNames(), found(value));
    }

    NodeId node(String name) {
      Value value = params.get(name);
      if (value instanceof Value.Str text && isNode(text.value())) {
        return NodeId.of(text.value());
      }
      throw new BadParameterException(action, name, "one of the nodes " + cluster.constants().nodes(), found(value));
    }

    Set<NodeId> link() {
      Value value = params.get("link");
      if (value instanceof Value.Set set && set.elements().size() == 2
          && set.elements().stream().allMatch(e -> isNode(e.toString()))) {
        return set.elements().stream().map(e -> NodeId.of(e.toString())).collect(Collectors.toUnmodifiableSet());
      }
      throw new BadParameterException(action, "link", "a set of two nodes", found(value));
    }

    private boolean isNode(String name) {
      return cluster.constants().nodes().stream().anyMatch(n -> n.value().equals(name));
    }

    private Object found(Value value) {
      return value == null ? "nothing" : value;
    }
  }
}
