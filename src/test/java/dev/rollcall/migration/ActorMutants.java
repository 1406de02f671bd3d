package dev.rollcall.migration;

import dev.rollcall.protocol.Guard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The actions with one guard less. Left out are those that repeat what another says, or that these checks do not ask
 * about; they have tests of their own.
 */
final class ActorMutants {
  private ActorMutants() {}

  static Map<String, ActorRun.Actions> all() {
    ActorRun.Actions standard = ActorRun.Actions.STANDARD;
    Map<String, ActorRun.Actions> mutants = new LinkedHashMap<>();
    drop(mutants, "ActivateActor", ActivateActor.GUARDS, List.of("owns", "active", "placed"),
        guards -> new ActorRun.Actions(new ActivateActor(guards), standard.deactivate(), standard.migrate()));
    drop(mutants, "DeactivateActor", DeactivateActor.GUARDS, List.of("placed"), guards -> new ActorRun.Actions(
        standard.activate(), new DeactivateActor(guards), standard.migrate()));
    drop(mutants, "MigrateActors", MigrateActors.GUARDS, List.of("holder", "due", "target"),
        guards -> new ActorRun.Actions(standard.activate(), standard.deactivate(), new MigrateActors(guards)));
    return mutants;
  }

  private static void drop(Map<String, ActorRun.Actions> mutants, String action, List<Guard> guards,
      List<String> names, Function<List<Guard>, ActorRun.Actions> without) {
    names.forEach(name -> mutants.put(action + "." + name,
        without.apply(guards.stream().filter(guard -> !guard.name().equals(name)).toList())));
  }
}
