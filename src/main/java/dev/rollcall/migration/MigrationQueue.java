package dev.rollcall.migration;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.Placement;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.schema.Placements;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.protocol.schema.WritablePlacements;
import dev.rollcall.store.Transaction;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Moves actors away from processes that are gone, a batch at a time: {@link #read} finds a batch, a {@link
 * PlacementStrategy} that the caller asks chooses where it moves, and {@link #move} moves it. All that there is to know is
 * in the store: a primary may stop at any point, and its successor goes on. So a step may be repeated, left out, or taken
 * by two who believe to be primary; the store lets one of them move an actor. Not thread-safe, and starts nothing by
 * itself.
 *
 * <p>TLA+: none; each batch is a {@code MigrateActors}.
 */
public final class MigrationQueue {
  /** Actors a batch where the caller does not say. */
  public static final int BATCH = 100;

  private final NodeContext context;
  private final MigrateActors action;
  private final int batch;

  /** The last actor that no node took: others come first now. Null to begin with the first. */
  private MigrationCandidate after;

  /** Batches of {@value #BATCH}. */
  public MigrationQueue(NodeContext context) {
    this(context, new MigrateActors(), BATCH);
  }

  /**
   * @param context of the process that migrates while it is primary
   * @param batch the most actors to move at once, from 1 to {@link MigrateActors#MOST}
   * @throws IllegalArgumentException if the batch is none or too large
   */
  public MigrationQueue(NodeContext context, MigrateActors action, int batch) {
    if (batch < 1 || batch > MigrateActors.MOST) {
      throw new IllegalArgumentException("batch is " + batch + ", but must be 1 to " + MigrateActors.MOST);
    }
    this.context = context;
    this.action = action;
    this.batch = batch;
  }

  /**
   * Reads the next actors that are due.
   *
   * @throws dev.rollcall.store.StoreUnavailableException if the store cannot be reached
   * @throws dev.rollcall.protocol.schema.DamagedValueException if the store holds what cannot be read
   */
  public DueActors read() {
    DueActors due = DueActors.read(context, after, batch);
    if (due.candidates().isEmpty() && after != null) {
      after = null;
      due = DueActors.read(context, null, batch);
    }
    forget(due.emptied());
    return due;
  }

  /**
   * Moves a batch in one transaction. If others were faster nothing is moved: read again then.
   *
   * @param process that is primary
   * @param due what was read last
   * @param chosen where the actors move that are to; a node that is not Active takes none
   * @throws dev.rollcall.protocol.schema.DamagedValueException if the store holds what cannot be read
   */
  public MigrationProgress move(ProcessState process, DueActors due, Map<ActorId, NodeId> chosen) {
    SortedMap<ActorId, NodeId> moves = new TreeMap<>();
    for (MigrationCandidate candidate : due.candidates()) {
      NodeId node = chosen.get(candidate.actor());
      if (node != null && due.loads().containsKey(node)) {
        moves.put(candidate.actor(), node);
      }
    }
    BatchOutcome outcome = moves.isEmpty() ? BatchOutcome.NOTHING : BatchOutcome.of(context, process, action, moves);
    if (outcome.refusal().isEmpty()) {
      passOver(due, moves);
    }
    List<MigrationResult> results = due.candidates().stream()
        .map(candidate -> result(candidate, chosen.get(candidate.actor()), moves, outcome)).toList();
    return new MigrationProgress(results, OptionalLong.of(due.count() - outcome.moved().size()), outcome.refusal());
  }

  /** What no node took must not keep those behind it waiting. */
  private void passOver(DueActors due, Map<ActorId, NodeId> moves) {
    if (due.isLast()) {
      after = null;
    } else if (moves.size() < due.candidates().size()) {
      after = due.candidates().get(due.candidates().size() - 1);
    }
  }

  private static MigrationResult result(
      MigrationCandidate candidate, NodeId chosen, Map<ActorId, NodeId> moves, BatchOutcome outcome) {
    if (chosen == null) {
      return new MigrationResult.NoCapacity(candidate);
    } else if (!moves.containsKey(candidate.actor())) {
      return new MigrationResult.Failed(candidate, "the strategy chose " + chosen + ", which is not Active");
    }
    Placement to = outcome.moved().get(candidate.actor());
    return to == null
        ? new MigrationResult.Failed(candidate, outcome.reason()) : new MigrationResult.Moved(candidate, to);
  }

  /**
   * Removes counters of processes that are gone and host nothing. Nobody can place anything there any more, and this
   * transaction reads what says so; if it fails, the next step finds the same.
   */
  private void forget(List<ActorHost> emptied) {
    if (emptied.isEmpty()) {
      return;
    }
    try (Transaction transaction = context.store().begin(context.config().stepTimeout())) {
      Registry registry = new Registry(transaction, context.keys());
      WritablePlacements placements = Placements.writable(transaction, context.keys());
      emptied.stream().limit(batch).filter(host -> !registry.isActive(host) && placements.load(host) == 0)
          .forEach(placements::forget);
      transaction.commit();
    }
  }
}
