package dev.rollcall.conformance.migration;

import dev.rollcall.migration.ActivateActor;
import dev.rollcall.migration.ActorAction;
import dev.rollcall.migration.DeactivateActor;
import dev.rollcall.migration.MigrateActors;
import java.util.List;

/**
 * The actions on actors that a system performs; one may have been altered, to see whether replay notices. Immutable.
 */
public record ActorActions(ActivateActor activate, DeactivateActor deactivate, MigrateActors migrate) {

  /** As shipped. */
  public static final ActorActions STANDARD =
      new ActorActions(new ActivateActor(), new DeactivateActor(), new MigrateActors());

  /** In the order of the specification's {@code Next}. */
  public List<ActorAction> all() {
    return List.of(activate, deactivate, migrate);
  }

  ActorActions with(ActivateActor altered) {
    return new ActorActions(altered, deactivate, migrate);
  }

  ActorActions with(DeactivateActor altered) {
    return new ActorActions(activate, altered, migrate);
  }

  ActorActions with(MigrateActors altered) {
    return new ActorActions(activate, deactivate, altered);
  }
}
