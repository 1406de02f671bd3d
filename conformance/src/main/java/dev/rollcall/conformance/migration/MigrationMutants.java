package dev.rollcall.conformance.migration;

import dev.rollcall.migration.ActivateActor;
import dev.rollcall.migration.DeactivateActor;
import dev.rollcall.migration.MigrateActors;
import dev.rollcall.protocol.Guard;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The production actions on actors with one guard less, once for each guard they have. */
public final class MigrationMutants {
  private MigrationMutants() {}

  /**
   * Actions of which one lacks a guard.
   *
   * @param name as the spec mutant that lacks the same: {@code Action.guard}
   * @param action in which it differs from production, by its trace name
   */
  public record Mutant(String name, MigrationFactory factory, String action) {}

  /** All of them, in the order of the actions. */
  public static List<Mutant> all() {
    ActorActions standard = ActorActions.STANDARD;
    List<Mutant> mutants = new ArrayList<>();
    dropEach(mutants, standard.activate().name(), ActivateActor.GUARDS, g -> standard.with(new ActivateActor(g)));
    dropEach(mutants, standard.deactivate().name(), DeactivateActor.GUARDS,
        g -> standard.with(new DeactivateActor(g)));
    dropEach(mutants, standard.migrate().name(), MigrateActors.GUARDS, g -> standard.with(new MigrateActors(g)));
    return List.copyOf(mutants);
  }

  private static void dropEach(
      List<Mutant> mutants, String action, List<Guard> guards, Function<List<Guard>, ActorActions> without) {
    for (Guard dropped : guards) {
      List<Guard> kept = guards.stream().filter(g -> g != dropped).toList();
      mutants.add(new Mutant(action + "." + dropped.name(), new MigrationFactory(without.apply(kept)), action));
    }
  }
}
