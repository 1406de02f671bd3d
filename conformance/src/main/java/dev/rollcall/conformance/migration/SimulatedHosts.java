package dev.rollcall.conformance.migration;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.conformance.explore.StoreFault;
import dev.rollcall.conformance.membership.SimulatedCluster;
import dev.rollcall.migration.ActorOutcome;
import dev.rollcall.migration.HostedActors;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.schema.Placements;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What production processes run of actors, and the driver of each: it goes on after an unknown outcome until the
 * outcome is known, stops before its process leaves, and forgets with the incarnation. Not thread-safe.
 */
final class SimulatedHosts {
  /** Tries to find out what became of a step, before the store is given up. */
  private static final int SETTLEMENTS = 10;

  private final SimulatedCluster cluster;
  private final ActorActions actions;

  // Replaced when it changes, never changed itself, so that snapshots need no copies.
  private List<Running> running;

  /**
   * What a process runs.
   *
   * @param incarnation that runs it
   */
  record Running(long incarnation, Map<ActorId, Long> epochs) {
    static final Running NOTHING = new Running(0, Map.of());
  }

  private record Shown(ActorHost host, Map<ActorId, Long> epochs) {}

  /** They are looked at after each step, and there are few different ones. */
  private final Map<Shown, HostedActors> shown = new HashMap<>();

  SimulatedHosts(SimulatedCluster cluster, ActorActions actions) {
    this.cluster = cluster;
    this.actions = actions;
    this.running = cluster.processNames().stream().map(process -> Running.NOTHING).toList();
  }

  /** How a step gets to the store. */
  interface Way {
    ActorOutcome act(String process, boolean trustsLease, BiFunction<NodeContext, ProcessState, ActorOutcome> action);

    /** What others do before a step of unknown outcome is settled. */
    default void beforeSettlement() {}
  }

  /** The way of a step that goes well. */
  Way way() {
    return cluster::act;
  }

  /** A way on which the first transaction meets a fault. */
  final class FaultyWay implements Way {
    private final StoreFault fault;
    private final Runnable meanwhile;
    private boolean struck;

    FaultyWay(StoreFault fault, Runnable meanwhile) {
      this.fault = fault;
      this.meanwhile = meanwhile;
    }

    @Override
    public void beforeSettlement() {
      cluster.meanwhile(meanwhile);
    }

    @Override
    public ActorOutcome act(
        String process, boolean trustsLease, BiFunction<NodeContext, ProcessState, ActorOutcome> action) {
      SimulatedCluster.Faulted<ActorOutcome> faulted = cluster.actUnder(fault, process, trustsLease, action);
      struck = faulted.struck();
      return faulted.result();
    }

    boolean hasStruck() {
      return struck;
    }
  }

  ActorOutcome activate(Way way, String process, ActorId actor) {
    return keeping(process, hosted -> way.act(process, true, (context, state) -> settled(way, process,
        () -> hosted.activate(actions.activate(), context, state, actor))));
  }

  ActorOutcome deactivate(Way way, String process, ActorId actor) {
    return keeping(process, hosted -> way.act(process, false, (context, state) -> settled(way, process,
        () -> hosted.deactivate(actions.deactivate(), context, state, actor))));
  }

  private ActorOutcome keeping(String process, Function<HostedActors, ActorOutcome> step) {
    HostedActors hosted = hosted(cluster.processNames().indexOf(process));
    ActorOutcome outcome = step.apply(hosted);
    keep(process, hosted);
    return outcome;
  }

  /** Repeatable actions are done again until the outcome is known. */
  private static ActorOutcome settled(Way way, String process, Supplier<ActorOutcome> step) {
    ActorOutcome outcome = step.get();
    if (outcome instanceof ActorOutcome.OutcomeUnknown) {
      way.beforeSettlement();
    }
    for (int tries = 1; outcome instanceof ActorOutcome.OutcomeUnknown; tries++) {
      requireAnswer(process, tries);
      outcome = step.get();
    }
    return outcome;
  }

  /** The placements tell whether actors were moved; if not, they are moved then. */
  ActorOutcome migrate(Way way, String process, Map<ActorId, NodeId> moves) {
    return way.act(process, true, (context, state) -> {
      ActorOutcome outcome = actions.migrate().perform(context, state, moves);
      if (outcome instanceof ActorOutcome.OutcomeUnknown) {
        way.beforeSettlement();
      }
      for (int tries = 1; outcome instanceof ActorOutcome.OutcomeUnknown unknown; tries++) {
        requireAnswer(process, tries);
        outcome = isApplied(context, unknown)
            ? new ActorOutcome.Performed(unknown.ifApplied()) : actions.migrate().perform(context, state, moves);
      }
      return outcome;
    });
  }

  private static boolean isApplied(NodeContext context, ActorOutcome.OutcomeUnknown unknown) {
    try (Transaction transaction = context.store().begin()) {
      Placements placements = new Placements(transaction, context.keys());
      return unknown.ifApplied().entrySet().stream()
          .allMatch(expected -> placements.placement(expected.getKey()).equals(expected.getValue()));
    }
  }

  private static void requireAnswer(String process, int tries) {
    if (tries > SETTLEMENTS) {
      throw new StoreUnavailableException("the store did not say what became of a step of " + process
          + " when asked " + SETTLEMENTS + " times; see to the store and replay again");
    }
  }

  /** Takes a step of the membership in which this process may begin to leave: it stops its actors before. */
  <T> T leaving(String process, Supplier<T> step, Predicate<T> isRefused) {
    HostedActors hosted = hosted(cluster.processNames().indexOf(process));
    hosted.pause();
    T result = step.get();
    if (isRefused.test(result)) {
      hosted.resume();
    } else {
      hosted.end();
    }
    keep(process, hosted);
    return result;
  }

  /** What was run by an incarnation that is over is not run any more. */
  void forget() {
    for (int i = 0; i < running.size(); i++) {
      if (running.get(i) != Running.NOTHING && running.get(i).incarnation() != cluster.process(i).incarnation()) {
        put(i, Running.NOTHING);
      }
    }
  }

  private void keep(String process, HostedActors hosted) {
    Map<ActorId, Long> epochs = hosted.snapshot();
    Running now = epochs.isEmpty() ? Running.NOTHING : new Running(hosted.host().incarnation(), epochs);
    put(cluster.processNames().indexOf(process), now);
  }

  private void put(int process, Running now) {
    if (!running.get(process).equals(now)) {
      List<Running> changed = new ArrayList<>(running);
      changed.set(process, now);
      running = List.copyOf(changed);
    }
  }

  /** A production object of the process, to be changed by a step. */
  private HostedActors hosted(int process) {
    return new HostedActors(host(process), running.get(process).epochs());
  }

  private ActorHost host(int process) {
    return new ActorHost(cluster.nodeOf(process), cluster.process(process).incarnation());
  }

  /** What the process shows of its actors now; not to be changed. */
  HostedActors shown(int process) {
    Shown of = new Shown(host(process), running.get(process).epochs());
    HostedActors known = shown.get(of);
    if (known == null) {
      known = new HostedActors(of.host(), of.epochs());
      shown.put(of, known);
    }
    return known;
  }

  /** The same object until something changes. */
  List<Running> snapshot() {
    return running;
  }

  void restore(List<Running> earlier) {
    running = earlier;
  }
}
