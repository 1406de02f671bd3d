package dev.rollcall.migration;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.Placement;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.Placements;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.protocol.schema.WritablePlacements;
import dev.rollcall.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

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
  private final Consumer<DamagedValueException> damage;
  private final LeftAlone leftAlone;

  /** The last actor that no node took: others come first now. Null to begin with the first. */
  private MigrationCandidate after;

  /** Batches of {@value #BATCH}. */
  public MigrationQueue(NodeContext context) {
    this(context, damage -> {});
  }

  /**
   * Batches of {@value #BATCH}.
   *
   * @param damage told, each time, of the keys that are left out because they are damaged. It goes on without them: the
   *     results say of which actors these are
   */
  public MigrationQueue(NodeContext context, Consumer<DamagedValueException> damage) {
    this(context, new MigrateActors(), BATCH, damage);
  }

  /**
   * @param context of the process that migrates while it is primary
   * @param batch the most actors to move at once, from 1 to {@link MigrateActors#MOST}
   * @throws IllegalArgumentException if the batch is none or too large
   */
  public MigrationQueue(NodeContext context, MigrateActors action, int batch) {
    this(context, action, batch, damage -> {});
  }

  private MigrationQueue(
      NodeContext context, MigrateActors action, int batch, Consumer<DamagedValueException> damage) {
    if (batch < 1 || batch > MigrateActors.MOST) {
      throw new IllegalArgumentException("batch is " + batch + ", but must be 1 to " + MigrateActors.MOST);
    }
    this.context = context;
    this.action = action;
    this.batch = batch;
    this.damage = damage;
    this.leftAlone = new LeftAlone(context, damage);
  }

  /**
   * Reads the next actors that are due.
   *
   * @throws dev.rollcall.store.StoreUnavailableException if the store cannot be reached
   */
  public DueActors read() {
    DueActors due = DueActors.read(context, after, batch, leftAlone, damage);
    if (due.read() == 0 && after != null) {
      after = null;
      due = DueActors.read(context, null, batch, leftAlone, damage);
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
   * @throws DamagedValueException if the store holds what cannot be read, and that is not the placement of one actor
   */
  public MigrationProgress move(ProcessState process, DueActors due, Map<ActorId, NodeId> chosen) {
    SortedMap<ActorId, NodeId> moves = new TreeMap<>();
    for (MigrationCandidate candidate : due.candidates()) {
      NodeId node = chosen.get(candidate.actor());
      if (node != null && due.loads().containsKey(node)) {
        moves.put(candidate.actor(), node);
      }
    }
    BatchOutcome outcome = moves.isEmpty() ? BatchOutcome.NOTHING : moved(process, due, moves);
    if (outcome.refusal().isEmpty()) {
      passOver(due, moves);
    }
    List<MigrationResult> results = new ArrayList<>();
    due.candidates().forEach(c -> results.add(result(c, chosen.get(c.actor()), moves, outcome)));
    due.leftAlone().forEach(c -> results.add(new MigrationResult.Failed(c, leftAlone.problem(c))));
    return new MigrationProgress(results, OptionalLong.of(due.count() - outcome.moved().size()), outcome.refusal());
  }

  /** Moves them all but those that turn out to be damaged, which it takes out of the moves. */
  private BatchOutcome moved(ProcessState process, DueActors due, SortedMap<ActorId, NodeId> moves) {
    try {
      BatchOutcome outcome = BatchOutcome.of(context, process, action, moves);
      if (!outcome.refusal().equals(Optional.of(Refusal.NOT_DUE)) || !leftAlone.find(due.candidates())) {
        return outcome;
      }
    } catch (DamagedValueException e) {
      if (!leftAlone.find(due.candidates())) {
        throw e;
      }
    }
    due.candidates().stream().filter(c -> leftAlone.problem(c) != null).forEach(c -> moves.remove(c.actor()));
    return moves.isEmpty() ? BatchOutcome.NOTHING : BatchOutcome.of(context, process, action, moves);
  }

  /** What no node took must not keep those behind it waiting. */
  private void passOver(DueActors due, Map<ActorId, NodeId> moves) {
    if (due.isLast()) {
      after = null;
    } else if (moves.size() < due.read()) {
      after = due.last();
    }
  }

  private MigrationResult result(
      MigrationCandidate candidate, NodeId chosen, Map<ActorId, NodeId> moves, BatchOutcome outcome) {
    if (leftAlone.problem(candidate) != null) {
      return new MigrationResult.Failed(candidate, leftAlone.problem(candidate));
    } else if (chosen == null) {
      return new MigrationResult.NoCapacity(candidate);
    } else if (!moves.containsKey(candidate.actor())) {
      return new MigrationResult.Failed(candidate, "the strategy chose " + chosen + ", which is not Active");
    }
    Placement to = outcome.moved().get(candidate.actor());
    return to == null
        ? new MigrationResult.Failed(candidate, outcome.reason()) : new MigrationResult.Moved(candidate, to);
  }

  /**
   * Removes counters of processes that are gone and host nothing, whatever the counters say. Nobody can place anything
   * there any more, and this transaction reads what says so; if it fails, the next step finds the same.
   */
  private void forget(List<ActorHost> emptied) {
    if (emptied.isEmpty()) {
      return;
    }
    try (Transaction transaction = context.store().begin(context.config().stepTimeout())) {
      Registry registry = new Registry(transaction, context.keys());
      WritablePlacements placements = Placements.writable(transaction, context.keys());
      emptied.stream().limit(batch)
          .filter(host -> !registry.isActive(host) && placements.placedAt(host, null, 1).isEmpty())
          .forEach(placements::forget);
      transaction.commit();
    }
  }
}
