package dev.rollcall.conformance.membership;

import dev.rollcall.NodeId;
import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.explore.StoreFault;
import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.replay.InvariantViolation;
import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.replay.UnknownActionException;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.conformance.trace.VariableMap;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.store.Bytes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The production protocol, driven under the names of ClusterMembership. A specification that stands on it drives it
 * for the actions it wraps. Not thread-safe.
 */
public final class MembershipSystem implements ExplorableSystem {
  private static final StepResult PERFORMED = StepResult.performed();
  private static final Map<Refusal, StepResult> REFUSED = new EnumMap<>(Refusal.class);

  static {
    for (Refusal refusal : Refusal.values()) {
      REFUSED.put(refusal, StepResult.refused(refusal.name()));
    }
  }

  private final SimulatedCluster cluster;
  private final Protocol protocol;
  private final Map<String, Consumer<Map<String, Value>>> environment = new HashMap<>();
  private final List<ActionInstance> instances;
  private final StepParameters parameters;
  private final Projection projection;
  private final HiddenStateReader hidden;

  /**
   * @param isReadElsewhere keys of the store that are not of the membership, and seen by whoever stands on it
   */
  MembershipSystem(SimulatedCluster cluster, Protocol protocol, Predicate<Bytes> isReadElsewhere) {
    this.cluster = cluster;
    this.protocol = protocol;
    this.instances = instancesOf(protocol, cluster.constants());
    this.parameters = new StepParameters(cluster.constants());
    this.projection = new Projection(cluster);
    this.hidden = new HiddenStateReader(cluster, isReadElsewhere);
    environment.put("NodeCrash", p -> cluster.crash(parameters.process("NodeCrash", p, "p")));
    environment.put("CutStore", p -> cluster.setCut(parameters.process("CutStore", p, "p"), true));
    environment.put("HealStore", p -> cluster.setCut(parameters.process("HealStore", p, "p"), false));
    environment.put("CreatePartition", p -> cluster.setPartitioned(parameters.link("CreatePartition", p), true));
    environment.put("HealPartition", p -> cluster.setPartitioned(parameters.link("HealPartition", p), false));
    environment.put("LeaseEnds", p -> cluster.endLease(parameters.process("LeaseEnds", p, "p")));
    environment.put("FindSilent", p -> cluster.findSilent(parameters.process("FindSilent", p, "d"),
        parameters.node("FindSilent", p, "t"), protocol.action("SendHeartbeat")));
  }

  /** The processes and the world around them. */
  public SimulatedCluster cluster() {
    return cluster;
  }

  @Override
  public StepResult perform(String action, Map<String, Value> params) {
    ProtocolAction step = protocol.action(action);
    if (step == null) {
      return ofEnvironment(action, params);
    }
    String actor = actor(step, params);
    StepOutcome outcome = cluster.perform(step, actor, target(step, params));
    if (outcome.isRefused(Refusal.STORE_UNAVAILABLE)) {
      cluster.requireCut(actor, action);
    }
    return result(outcome);
  }

  private StepResult ofEnvironment(String action, Map<String, Value> params) {
    Consumer<Map<String, Value>> change = environment.get(action);
    if (change == null) {
      throw new UnknownActionException(action, knownActions());
    }
    change.accept(params);
    return PERFORMED;
  }

  @Override
  public Optional<FaultedStep> performUnder(StoreFault fault, String action, Map<String, Value> params) {
    return performUnder(fault, action, params, SimulatedCluster.NOTHING);
  }

  @Override
  public boolean mayHappenMeanwhile(ActionInstance step, ActionInstance unsettled) {
    Optional<NodeId> waiting = node(unsettled);
    boolean findsItSilent = step.action().equals("FindSilent")
        && waiting.filter(node -> node.value().equals(step.params().get("t").toString())).isPresent();
    // Whether it can be found silent depends on whether its step gave it a new lease.
    return !node(step).equals(waiting) && !findsItSilent;
  }

  /**
   * The node of the process that takes the step, or that it happens to; none for links. Another process of the node is
   * taken for the same: it supersedes the one that waits, and puts its own receipt in the place of the other's.
   */
  private Optional<NodeId> node(ActionInstance step) {
    Value process = step.params().getOrDefault("p", step.params().get("d"));
    return Optional.ofNullable(process).map(p -> cluster.constants().nodeOf().get(p.toString()));
  }

  @Override
  public Optional<FaultedStep> performUnder(
      StoreFault fault, String action, Map<String, Value> params, Runnable meanwhile) {
    ProtocolAction step = protocol.action(action);
    if (step == null) {
      if (!environment.containsKey(action)) {
        throw new UnknownActionException(action, knownActions());
      }
      return Optional.empty();
    }
    var faulted = cluster.performUnder(fault, step, actor(step, params), target(step, params), meanwhile);
    return Optional.of(new FaultedStep(result(faulted.outcome()), faulted.struck()));
  }

  private String actor(ProtocolAction step, Map<String, Value> params) {
    return parameters.process(step.name(), params, step.hasTarget() ? "d" : "p");
  }

  private NodeId target(ProtocolAction step, Map<String, Value> params) {
    return step.hasTarget() ? parameters.node(step.name(), params, "t") : null;
  }

  private static StepResult result(StepOutcome outcome) {
    return outcome instanceof StepOutcome.Refused refused ? REFUSED.get(refused.reason()) : PERFORMED;
  }

  @Override
  public VariableMap project() {
    return projection.now();
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
  public Object snapshot() {
    return cluster.snapshot();
  }

  @Override
  public void restore(Object snapshot) {
    cluster.restore((ClusterSnapshot) snapshot);
  }

  @Override
  public Object hiddenState() {
    return hidden.read();
  }

  @Override
  public void close() {
    cluster.close();
  }

  private List<String> knownActions() {
    List<String> known = new ArrayList<>(environment.keySet());
    protocol.actions().forEach(action -> known.add(action.name()));
    return known;
  }
}
