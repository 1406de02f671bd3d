package dev.rollcall.conformance.timing;

import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.replay.BadParameterException;
import dev.rollcall.conformance.replay.InvariantViolation;
import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.replay.UnknownActionException;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.conformance.trace.VariableMap;
import dev.rollcall.protocol.schema.Registry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The production steps that depend on time, driven under the names of HeartbeatLease. Not thread-safe. */
final class TimingSystem implements ExplorableSystem {
  private final TimedCluster cluster;
  private final TimingProjection projection;
  private final Map<String, Function<Map<String, Value>, StepResult>> actions = new LinkedHashMap<>();

  TimingSystem(TimedCluster cluster) {
    this.cluster = cluster;
    this.projection = new TimingProjection(cluster);
    actions.put("BeginHeartbeat", s -> cluster.beginHeartbeat(process("BeginHeartbeat", s, "p")));
    actions.put("CommitHeartbeat", s -> cluster.commitHeartbeat(process("CommitHeartbeat", s, "p")));
    actions.put("ReceiveReply", s -> cluster.receiveReply(process("ReceiveReply", s, "p")));
    actions.put("LoseReply", s -> cluster.loseReply(process("LoseReply", s, "p")));
    actions.put("BeginLook", s -> cluster.beginLook(process("BeginLook", s, "d"), process("BeginLook", s, "t")));
    actions.put("ReadHeartbeat", s -> cluster.readHeartbeat(process("ReadHeartbeat", s, "d")));
    actions.put("EndLook", s -> cluster.endLook(process("EndLook", s, "d")));
    actions.put("FailLook", s -> cluster.failLook(process("FailLook", s, "d")));
    actions.put("CheckLease", s -> cluster.checkLease(process("CheckLease", s, "d"), process("CheckLease", s, "t")));
    actions.put("Vote", s -> cluster.vote(process("Vote", s, "d")));
    actions.put("Tick", s -> cluster.tick(process("Tick", s, "p"), false));
    actions.put("Suspend", s -> cluster.tick(process("Suspend", s, "p"), true));
    actions.put("StoreDown", s -> cluster.setStore("down"));
    actions.put("StoreBack", s -> cluster.setStore("back"));
  }

  private int process(String action, Map<String, Value> params, String name) {
    Value value = params.get(name);
    int found = value == null ? -1 : cluster.constants().processes().indexOf(value.toString());
    if (found < 0) {
      throw new BadParameterException(
          action, name, "one of " + cluster.constants().processes(), value == null ? "nothing" : value);
    }
    return found;
  }

  @Override
  public StepResult perform(String action, Map<String, Value> params) {
    Function<Map<String, Value>, StepResult> step = actions.get(action);
    if (step == null) {
      throw new UnknownActionException(action, List.copyOf(actions.keySet()));
    }
    return step.apply(params);
  }

  @Override
  public VariableMap project() {
    return projection.now();
  }

  /** As the spec's property of that name, through what production shows of leases and watches. */
  @Override
  public List<InvariantViolation> violatedInvariants() {
    Registry registry = cluster.registry();
    List<InvariantViolation> violated = new ArrayList<>();
    forEachWatched((d, t) -> {
      boolean silent = registry.heartbeat(cluster.node(t))
          .filter(heartbeat -> cluster.process(d).state().watch().isSilent(cluster.node(t), heartbeat)).isPresent();
      if (silent && cluster.process(t).isLive()) {
        violated.add(new InvariantViolation("SilentMeansLeaseOver",
            cluster.node(t) + " is silent to " + cluster.node(d) + " and has a live lease"));
      }
    });
    return violated;
  }

  private interface OfWatched {
    void accept(int watcher, int target);
  }

  private void forEachWatched(OfWatched action) {
    List<String> processes = cluster.constants().processes();
    for (String watcher : cluster.constants().watchers()) {
      for (String target : processes) {
        if (!target.equals(watcher)) {
          action.accept(processes.indexOf(watcher), processes.indexOf(target));
        }
      }
    }
  }

  /** A vote is what a guard can refuse; heartbeats and looks are told apart by what comes of them. */
  @Override
  public List<ActionInstance> instances() {
    List<ActionInstance> instances = new ArrayList<>();
    forEachWatched((d, t) -> {
      Map<String, Value> params = new LinkedHashMap<>();
      params.put("d", Value.of(cluster.node(d).value()));
      params.put("t", Value.of(cluster.node(t).value()));
      instances.add(new ActionInstance("CheckLease", params));
    });
    return instances;
  }

  @Override
  public Object snapshot() {
    return cluster.snapshot();
  }

  @Override
  public void restore(Object snapshot) {
    cluster.restore((TimedCluster.Snapshot) snapshot);
  }

  /** The records, what processes know besides leases and watches, and for how long they watch whom. */
  @Override
  public Object hiddenState() {
    Registry registry = cluster.registry();
    List<Object> hidden = new ArrayList<>();
    hidden.add(registry.records());
    hidden.add(registry.primary());
    for (int i = 0; i < cluster.constants().processes().size(); i++) {
      var state = cluster.process(i).state();
      hidden.add(List.of(state.incarnation(), state.view(), state.believesPrimary(), state.primaryTerm(),
          state.lease().duration()));
    }
    forEachWatched((d, t) -> hidden.add(projection.isWatched(d, t, registry)
        ? cluster.process(d).state().watch().timeout(cluster.node(t), cluster.process(t).state().incarnation())
        : "not watched"));
    return List.copyOf(hidden);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
