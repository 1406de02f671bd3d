package dev.rollcall.conformance.migration;

import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.explore.StoreFault;
import dev.rollcall.conformance.membership.MembershipSystem;
import dev.rollcall.conformance.membership.SimulatedCluster;
import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.replay.BadParameterException;
import dev.rollcall.conformance.replay.InvariantViolation;
import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.migration.ActorOutcome;
import dev.rollcall.protocol.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Actors on the production protocol, driven under the names of ActorMigration. Not thread-safe. */
final class MigrationSystem implements ExplorableSystem {
  private final MembershipSystem membership;
  private final SimulatedCluster cluster;
  private final SimulatedHosts hosts;
  private final ActorConstants constants;
  private final StoredActors stored;
  private final ActorProjection projection;
  private final HiddenActors hidden;
  private final Map<Value, String> processOf = new TreeMap<>();
  private final Map<Value, ActorId> actorOf = new TreeMap<>();
  private final Map<Value, Map<ActorId, NodeId>> batchOf;
  private final Map<String, ActorStep> steps;
  private final List<ActionInstance> instances;

  /** An action on actors, with its parameters. */
  private interface ActorStep {
    ActorOutcome perform(SimulatedHosts.Way way, Map<String, Value> params);
  }

  /**
   * All that can change.
   *
   * @param membership the membership's part
   * @param running by process
   */
  private record Snapshot(Object membership, List<SimulatedHosts.Running> running) {}

  MigrationSystem(MembershipSystem membership, ActorActions actions, ActorConstants constants) {
    this.membership = membership;
    this.cluster = membership.cluster();
    this.constants = constants;
    this.hosts = new SimulatedHosts(cluster, actions);
    this.stored = new StoredActors(cluster, constants);
    this.projection = new ActorProjection(cluster, constants, stored, hosts);
    this.hidden = new HiddenActors(cluster, constants, stored);
    cluster.processNames().forEach(process -> processOf.put(Value.of(process), process));
    constants.actors().forEach(actor -> actorOf.put(Value.of(actor.value()), actor));
    this.batchOf = constants.batches(cluster.nodes());
    this.steps = Map.of(
        actions.activate().name(), (way, p) -> hosts.activate(way, process(actions.activate().name(), p),
            named(actorOf, actions.activate().name(), p, "a", "one of the actors ")),
        actions.deactivate().name(), (way, p) -> hosts.deactivate(way, process(actions.deactivate().name(), p),
            named(actorOf, actions.deactivate().name(), p, "a", "one of the actors ")),
        actions.migrate().name(), (way, p) -> hosts.migrate(way, process(actions.migrate().name(), p),
            named(batchOf, actions.migrate().name(), p, "moves", "one of the batches ")));
    this.instances = instancesOf(actions);
  }

  private NodeId nodeOf(String process) {
    return cluster.nodeOf(cluster.processNames().indexOf(process));
  }

  private String process(String action, Map<String, Value> params) {
    return named(processOf, action, params, "p", "one of the processes ");
  }

  private static <T> T named(
      Map<Value, T> known, String action, Map<String, Value> params, String name, String expected) {
    Value value = params.get(name);
    T found = value == null ? null : known.get(value);
    if (found == null) {
      throw new BadParameterException(action, name, expected + known.keySet(), value == null ? "nothing" : value);
    }
    return found;
  }

  @Override
  public StepResult perform(String action, Map<String, Value> params) {
    ActorStep step = steps.get(action);
    if (step == null) {
      return followed(action, params, () -> membership.perform(action, params), r -> r instanceof StepResult.Refused);
    }
    ActorOutcome outcome = step.perform(hosts.way(), params);
    if (outcome instanceof ActorOutcome.Refused refused && refused.reason() == Refusal.STORE_UNAVAILABLE) {
      cluster.requireCut(process(action, params), action);
    }
    return result(outcome);
  }

  @Override
  public Optional<FaultedStep> performUnder(StoreFault fault, String action, Map<String, Value> params) {
    return performUnder(fault, action, params, SimulatedCluster.NOTHING);
  }

  @Override
  public boolean mayHappenMeanwhile(ActionInstance step, ActionInstance unsettled) {
    return membership.mayHappenMeanwhile(step, unsettled) && !fails(step, unsettled);
  }

  /**
   * Whether the process is failed that has stopped an actor and does not know whether the store knows. The actor stays
   * stopped then, also where the store does not know. In the spec it stays hosted, by a process without a lease.
   */
  private boolean fails(ActionInstance step, ActionInstance unsettled) {
    return steps.containsKey(unsettled.action()) && step.action().equals("MarkNodeFailed")
        && nodeOf(process(unsettled.action(), unsettled.params())).value().equals(step.params().get("t").toString());
  }

  @Override
  public Optional<FaultedStep> performUnder(
      StoreFault fault, String action, Map<String, Value> params, Runnable meanwhile) {
    ActorStep step = steps.get(action);
    if (step == null) {
      return followed(action, params, () -> membership.performUnder(fault, action, params, meanwhile),
          taken -> taken.filter(t -> t.result() instanceof StepResult.Performed).isEmpty());
    }
    SimulatedHosts.FaultyWay way = hosts.new FaultyWay(fault, meanwhile);
    ActorOutcome outcome = step.perform(way, params);
    return Optional.of(new FaultedStep(result(outcome), way.hasStruck()));
  }

  /** A step of the membership, and what the drivers of the actors do with it. */
  private <T> T followed(String action, Map<String, Value> params, Supplier<T> step, Predicate<T> isRefused) {
    T result = action.equals("NodeLeave") && processOf.containsKey(params.getOrDefault("p", ActorProjection.NONE))
        ? hosts.leaving(process(action, params), step, isRefused)
        : step.get();
    hosts.forget();
    return result;
  }

  private static StepResult result(ActorOutcome outcome) {
    return outcome instanceof ActorOutcome.Refused refused
        ? StepResult.refused(refused.reason().name()) : StepResult.performed();
  }

  @Override
  public Map<String, Value> project() {
    return projection.now(membership.project());
  }

  @Override
  public List<InvariantViolation> violatedInvariants() {
    List<InvariantViolation> violated = membership.violatedInvariants();
    List<InvariantViolation> ofActors = ActorInvariants.violatedBy(cluster, constants, stored, hosts);
    if (ofActors.isEmpty()) {
      return violated;
    }
    List<InvariantViolation> all = new ArrayList<>(violated);
    all.addAll(ofActors);
    return all;
  }

  @Override
  public List<ActionInstance> instances() {
    return instances;
  }

  /** Those of the membership, and what {@code Next} quantifies over for actors. */
  private List<ActionInstance> instancesOf(ActorActions actions) {
    List<ActionInstance> all = new ArrayList<>(membership.instances());
    for (Value process : processOf.keySet()) {
      for (Value actor : actorOf.keySet()) {
        all.add(new ActionInstance(actions.activate().name(), params(process, "a", actor)));
        all.add(new ActionInstance(actions.deactivate().name(), params(process, "a", actor)));
      }
      batchOf.keySet().forEach(moves ->
          all.add(new ActionInstance(actions.migrate().name(), params(process, "moves", moves))));
    }
    return List.copyOf(all);
  }

  private static Map<String, Value> params(Value process, String name, Value value) {
    Map<String, Value> params = new LinkedHashMap<>();
    params.put("p", process);
    params.put(name, value);
    return params;
  }

  @Override
  public Object snapshot() {
    return new Snapshot(membership.snapshot(), hosts.snapshot());
  }

  @Override
  public void restore(Object snapshot) {
    Snapshot earlier = (Snapshot) snapshot;
    membership.restore(earlier.membership());
    hosts.restore(earlier.running());
  }

  @Override
  public Object hiddenState() {
    return new HiddenActors.Both(membership.hiddenState(), hidden.read());
  }

  @Override
  public void close() {
    membership.close();
  }
}
