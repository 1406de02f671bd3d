package dev.rollcall.migration;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.Placement;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.schema.Placements;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.protocol.schema.WritablePlacements;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Moves actors away from processes that are gone, a batch at a time. All that there is to know is in the store: a
 * primary may stop at any point, and its successor goes on. So a step may be repeated, left out, or taken by two who
 * believe to be primary; the store lets one of them move an actor. Not thread-safe, and starts nothing by itself.
 *
 * <p>TLA+: none; each batch is a {@code MigrateActors}.
 */
public final class MigrationQueue {
  /** Actors a batch where the caller does not say. */
  public static final int BATCH = 100;

  /** How often a step plans, where each time something else came first. */
  public static final int ATTEMPTS = 3;

  /** What reading again may overcome. */
  private static final Set<Refusal> PASSING =
      EnumSet.of(Refusal.CONFLICT, Refusal.NOT_DUE, Refusal.TARGET_NOT_ACTIVE);

  private final NodeContext context;
  private final MigrateActors action;
  private final PlacementStrategy strategy;
  private final int batch;

  /** The last actor that no node took: others come first now. Null to begin with the first. */
  private MigrationCandidate after;

  /** Batches of {@value #BATCH}, to the nodes that have the fewest actors. */
  public MigrationQueue(NodeContext context) {
    this(context, new MigrateActors(), new LeastLoaded(), BATCH);
  }

  /**
   * @param context of the process that migrates while it is primary
   * @param batch the most actors to move at once, from 1 to {@link MigrateActors#MOST}
   * @throws IllegalArgumentException if the batch is none or too large
   */
  public MigrationQueue(NodeContext context, MigrateActors action, PlacementStrategy strategy, int batch) {
    if (batch < 1 || batch > MigrateActors.MOST) {
      throw new IllegalArgumentException("batch is " + batch + ", but must be 1 to " + MigrateActors.MOST);
    }
    this.context = context;
    this.action = action;
    this.strategy = strategy;
    this.batch = batch;
  }

  /**
   * Reads a batch of actors that are due, chooses where they move, and moves them in one transaction. If others were
   * faster it reads and chooses again, {@value #ATTEMPTS} times at most.
   *
   * @param process that is primary
   * @throws dev.rollcall.protocol.schema.DamagedValueException if the store holds what cannot be read
   */
  public MigrationProgress step(ProcessState process) {
    MigrationProgress progress = attempt(process);
    for (int made = 1; made < ATTEMPTS && progress.refusal().filter(PASSING::contains).isPresent(); made++) {
      progress = attempt(process);
    }
    return progress;
  }

  private MigrationProgress attempt(ProcessState process) {
    DueActors due;
    try {
      due = DueActors.read(context, after, batch);
      if (due.candidates().isEmpty() && after != null) {
        after = null;
        due = DueActors.read(context, null, batch);
      }
      forget(due.emptied());
    } catch (StoreUnavailableException e) {
      return new MigrationProgress(List.of(), OptionalLong.empty(), Optional.of(Refusal.STORE_UNAVAILABLE));
    }
    Map<ActorId, NodeId> chosen =
        due.candidates().isEmpty() ? Map.of() : strategy.choose(due.candidates(), due.loads());
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
