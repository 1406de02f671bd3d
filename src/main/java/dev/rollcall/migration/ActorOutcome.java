package dev.rollcall.migration;

import dev.rollcall.ActorId;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.schema.PlacementRecord;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What became of an action on actors. Immutable. */
public sealed interface ActorOutcome {
  /**
   * The action took effect.
   *
   * @param placements of the actors it was about, after it
   */
  record Performed(SortedMap<ActorId, PlacementRecord> placements) implements ActorOutcome {
    public Performed {
      placements = Collections.unmodifiableSortedMap(new TreeMap<>(placements));
    }
  }

  /** The action changed nothing. */
  record Refused(Refusal reason) implements ActorOutcome {}

  /**
   * The store does not know whether the transaction took effect. ActivateActor and DeactivateActor are repeatable: to
   * do the same again tells, and does it if it was not done. What MigrateActors did is told by the placements.
   *
   * @param ifApplied the placements of the actors it was about, if it took effect
   */
  record OutcomeUnknown(SortedMap<ActorId, PlacementRecord> ifApplied) implements ActorOutcome {
    public OutcomeUnknown {
      ifApplied = Collections.unmodifiableSortedMap(new TreeMap<>(ifApplied));
    }
  }
}
