package dev.rollcall.migration;

import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.Placement;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.schema.PlacementRecord;
import dev.rollcall.protocol.schema.Placements;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of a batch. After an unknown outcome the placements are read: an epoch that has come says that the actor
 * was moved, by this transaction or by another. Immutable.
 *
 * @param moved where actors of the batch are now
 * @param refusal why none is anywhere else than before, if so
 * @param reason why those were not moved that were not, for people
 */
record BatchOutcome(Map<ActorId, Placement> moved, Optional<Refusal> refusal, String reason) {
  /** There was nothing to move. */
  static final BatchOutcome NOTHING = new BatchOutcome(Map.of(), Optional.empty(), "there was nothing to move");

  BatchOutcome {
    moved = Map.copyOf(moved);
  }

  static BatchOutcome of(
      NodeContext context, ProcessState process, MigrateActors action, SortedMap<ActorId, NodeId> moves) {
    ActorOutcome outcome = action.perform(context, process, moves);
    if (outcome instanceof ActorOutcome.Performed performed) {
      Map<ActorId, Placement> moved = new TreeMap<>();
      performed.placements().forEach((actor, record) -> moved.put(actor, record.placement().orElseThrow()));
      return new BatchOutcome(moved, Optional.empty(), "");
    } else if (outcome instanceof ActorOutcome.Refused refused) {
      return refused(refused.reason(), "refused: " + refused.reason());
    }
    return found(context, ((ActorOutcome.OutcomeUnknown) outcome).ifApplied());
  }

  private static BatchOutcome refused(Refusal reason, String text) {
    return new BatchOutcome(Map.of(), Optional.of(reason), text);
  }

  private static BatchOutcome found(NodeContext context, SortedMap<ActorId, PlacementRecord> ifApplied) {
    Map<ActorId, Placement> moved = new TreeMap<>();
    try (Transaction transaction = context.store().begin(context.config().stepTimeout())) {
      Placements placements = new Placements(transaction.snapshot(), context.keys());
      placements.read(ifApplied.keySet());
      ifApplied.forEach((actor, expected) -> {
        PlacementRecord found = placements.placement(actor);
        if (found.epoch() >= expected.epoch()) {
          moved.put(actor, found.placement().or(expected::placement).orElseThrow());
        }
      });
    } catch (StoreUnavailableException e) {
      return refused(Refusal.STORE_UNAVAILABLE, "the store does not tell whether it was moved");
    }
    return moved.isEmpty()
        ? refused(Refusal.CONFLICT, "the outcome was unknown, and it was not moved")
        : new BatchOutcome(moved, Optional.empty(), "another was faster");
  }
}
