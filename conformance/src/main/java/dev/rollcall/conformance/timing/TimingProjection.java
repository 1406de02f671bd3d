package dev.rollcall.conformance.timing;

import dev.rollcall.NodeId;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.conformance.trace.VariableMap;
import dev.rollcall.detector.Observation;
import dev.rollcall.detector.Watch;
import dev.rollcall.protocol.ClockReading;
import dev.rollcall.protocol.Lease;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.Registry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Shows production as the variables of HeartbeatLease. Stateless but for the cluster. */
final class TimingProjection {
  private static final VariableMap.Names NAMES = new VariableMap.Names(
      List.of("lease", "step", "watch", "suspicions", "lead", "store", "calm", "leased", "silent"));
  static final Set<String> VARIABLES = Set.copyOf(NAMES.list());

  private static final Duration ANY_GAP = Duration.ofNanos(Long.MAX_VALUE);
  private static final Value NO_WATCH = Value.recOf(Map.of("since", Value.of(-1), "silent", Value.of(false)));
  private static final Value IDLE = Value.recOf(Map.of("doing", Value.of("nothing")));

  private final TimedCluster cluster;
  private final TimingConstants constants;
  private final List<Integer> all;
  private final List<Integer> watchers;

  TimingProjection(TimedCluster cluster) {
    this.cluster = cluster;
    this.constants = cluster.constants();
    this.all = IntStream.range(0, constants.processes().size()).boxed().toList();
    this.watchers = constants.watchers().stream().map(constants.processes()::indexOf).toList();
  }

  VariableMap now() {
    Registry registry = cluster.registry();
    TimingHistory history = cluster.history();
    return new VariableMap(NAMES, new Value[] {
        function(all, p -> moment(p, cluster.process(p).state().lease())),
        function(all, p -> step(p, registry)),
        function(watchers, d -> function(all, t -> watch(d, t, registry))),
        function(all, t -> Value.setOf(
            registry.voters(cluster.node(t)).stream().map(voter -> Value.of(voter.value())).toList())),
        function(all, p -> function(all, q -> Value.of(history.lead().get(p).get(q)))),
        Value.of(history.store()),
        function(watchers, d -> Value.of(history.calm().get(d))),
        function(all, p -> Value.of(history.leased().get(p))),
        function(all, p -> Value.setOf(history.silent().get(p).stream().map(this::name).toList()))});
  }

  private Value name(int process) {
    return Value.of(constants.processes().get(process));
  }

  private Value function(List<Integer> domain, IntFunction<Value> result) {
    Map<Value, Value> entries = new HashMap<>();
    domain.forEach(process -> entries.put(name(process), result.apply(process)));
    return Value.funOf(entries);
  }

  /** How long ago the lease began. One that is over is not told from another. */
  private Value moment(int process, Lease lease) {
    ClockReading now = cluster.process(process).reading();
    boolean live = lease.isLive(now);
    int over = constants.leases().get(process);
    int wall = constants.units(Duration.ofMillis(now.wallMillis() - lease.since().wallMillis()));
    return Value.recOf(Map.of(
        "mono", Value.of(live ? constants.units(now.nanos() - lease.since().nanos()) : over),
        "wall", Value.of(live ? wall : over)));
  }

  private Value step(int process, Registry registry) {
    StepUnderWay step = cluster.process(process).step();
    if (step instanceof StepUnderWay.Heartbeat heartbeat) {
      return Value.recOf(Map.of("doing", Value.of("heartbeat"),
          "began", moment(process, cluster.leaseOf(process, heartbeat)),
          "committed", Value.of(heartbeat.store() != null)));
    } else if (step instanceof StepUnderWay.Look look) {
      boolean aTickPassed = cluster.process(process).reading().nanos() > look.began().nanos();
      return Value.recOf(Map.of("doing", Value.of("look"), "target", name(look.target()),
          "sees", Value.of(sees(process, look, registry)),
          "began", Value.of(aTickPassed ? constants.granularity() : 0),
          "long", Value.of(look.found())));
    } else if (step instanceof StepUnderWay.Vote vote) {
      return Value.recOf(Map.of("doing", Value.of("vote"), "target", name(vote.target())));
    }
    return IDLE;
  }

  private String sees(int process, StepUnderWay.Look look, Registry registry) {
    if (look.store() == null) {
      return "nothing";
    }
    NodeId target = cluster.node(look.target());
    Heartbeat read = cluster.registry(look.store()).heartbeat(target).orElseThrow();
    if (!read.equals(registry.heartbeat(target).orElseThrow())) {
      return "former";
    }
    return isSeen(cluster.process(process).state().watch(), target, read) ? "again" : "first";
  }

  private static boolean isSeen(Watch watch, NodeId target, Heartbeat heartbeat) {
    return watch.watchedNanos(target, heartbeat) >= 0;
  }

  /** Whether the watch is of the target's present heartbeat. */
  boolean isWatched(int watcher, int target, Registry registry) {
    NodeId node = cluster.node(target);
    return isSeen(cluster.process(watcher).state().watch(), node, registry.heartbeat(node).orElseThrow());
  }

  private Value watch(int watcher, int target, Registry registry) {
    if (!isWatched(watcher, target, registry)) {
      return NO_WATCH;
    }
    NodeId node = cluster.node(target);
    Heartbeat heartbeat = registry.heartbeat(node).orElseThrow();
    TimedProcess process = cluster.process(watcher);
    Watch watch = process.state().watch();
    // A look now, of which the process knows nothing, tells since when it has seen the heartbeat.
    long now = process.reading().nanos();
    Watch looked = watch.look(now, now, ANY_GAP, Map.of(node, new Observation(heartbeat, ANY_GAP)));
    int since = constants.units(looked.watchedNanos(node, heartbeat));
    return Value.recOf(Map.of("since", Value.of(Math.min(since, cluster.timeout(watcher, target))),
        "silent", Value.of(watch.isSilent(node, heartbeat))));
  }
}
