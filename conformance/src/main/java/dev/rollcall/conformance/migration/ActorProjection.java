package dev.rollcall.conformance.migration;

import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.conformance.membership.MembershipFactory;
import dev.rollcall.conformance.membership.SimulatedCluster;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.conformance.trace.VariableMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The production objects seen as the variables of ActorMigration, those of the membership included. It only translates.
 * Values are remembered by what they show. Not thread-safe.
 */
final class ActorProjection {
  /** Those that ClusterMembership does not have. */
  private static final Set<String> OWN = Set.of("host", "epoch", "due", "hosted");

  /** As TLC has them: in the order of their names. */
  private static final VariableMap.Names NAMES = new VariableMap.Names(List.copyOf(all()));

  static final Set<String> VARIABLES = Set.copyOf(NAMES.list());

  /** The name of no node. */
  static final Value NONE = Value.of("None");

  private final SimulatedCluster cluster;
  private final List<ActorId> actors;
  private final StoredActors stored;
  private final SimulatedHosts hosts;
  private final Map<List<?>, Value> known = new HashMap<>();

  ActorProjection(SimulatedCluster cluster, ActorConstants constants, StoredActors stored, SimulatedHosts hosts) {
    this.cluster = cluster;
    this.actors = constants.actors();
    this.stored = stored;
    this.hosts = hosts;
  }

  private static Set<String> all() {
    Set<String> all = new TreeSet<>(new MembershipFactory().variables());
    all.addAll(OWN);
    return all;
  }

  /**
   * The variables as they are now.
   *
   * @param membership those of the membership
   */
  VariableMap now(VariableMap membership) {
    Value[] values = new Value[NAMES.list().size()];
    for (int i = 0; i < values.length; i++) {
      String name = NAMES.list().get(i);
      values[i] = OWN.contains(name) ? own(name) : membership.get(name);
    }
    return new VariableMap(NAMES, values);
  }

  private Value own(String name) {
    return switch (name) {
      case "host" -> byActor(actor ->
          stored.placement(actor).host().map(host -> host.node().value()).map(Value::of).orElse(NONE));
      case "epoch" -> byActor(actor -> Value.of(stored.placement(actor).epoch()));
      case "due" -> remembered(List.copyOf(stored.due()),
          due -> Value.setOf(stored.due().stream().map(actor -> Value.of(actor.value())).toList()));
      default -> hosted();
    };
  }

  private Value hosted() {
    return remembered(hosts.snapshot(), running -> {
      Map<Value, Value> byProcess = new TreeMap<>();
      for (int i = 0; i < cluster.processNames().size(); i++) {
        var hosted = hosts.shown(i);
        byProcess.put(Value.of(cluster.processNames().get(i)), byActor(actor -> Value.of(hosted.epoch(actor))));
      }
      return Value.funOf(byProcess);
    });
  }

  private Value byActor(Function<ActorId, Value> result) {
    List<Value> results = actors.stream().map(result).toList();
    return remembered(results, values -> {
      Map<Value, Value> entries = new TreeMap<>();
      for (int i = 0; i < results.size(); i++) {
        entries.put(Value.of(actors.get(i).value()), results.get(i));
      }
      return Value.funOf(entries);
    });
  }

  private <T> Value remembered(List<T> shown, Function<List<T>, Value> make) {
    Value value = known.get(shown);
    if (value == null) {
      value = make.apply(shown);
      known.put(shown, value);
    }
    return value;
  }
}
