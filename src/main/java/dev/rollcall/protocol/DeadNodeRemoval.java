package dev.rollcall.protocol;

import dev.rollcall.NodeState;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.util.Optional;

/**
 * Removes a node whose process is gone for good, by what a new process of it would do: {@link TakeOver} once the old
 * heartbeat was watched silent, {@link NodeRecover} once the record is Failed. It never joins. So it is safe at any
 * time: nothing is closed while there are signs of life, and should the old process wake up, it is fenced.
 *
 * <p>Whoever uses it calls {@link #advance} again and again, with pauses in between shorter than
 * {@code MembershipConfig.lookGap}, until there is no record any more. Not thread-safe.
 */
public final class DeadNodeRemoval {
  private final NodeContext context;
  private ProcessState process = ProcessState.NEW;

  /**
   * @param context that of the node to remove. If its lease is shorter than that of an earlier release's process, which
   *     the record does not state, a node that lives could be removed. Its address, tags and reachability are not used
   */
  public DeadNodeRemoval(NodeContext context) {
    this.context = context;
  }

  /**
   * What a look saw.
   *
   * @param record empty if the node is Left, so that there is nothing to remove
   * @param heartbeat the sign of life that is watched; a Failed node has none
   * @param watched how long it has been watched staying the same
   * @param timeout how long it has to be watched, given the lease that the record states
   */
  public record Sight(Optional<NodeRecord> record, Optional<Heartbeat> heartbeat, Duration watched, Duration timeout) {

    /** Whether the node's lease is over for certain. */
    public boolean isDead() {
      boolean silent = heartbeat.isPresent() && watched.compareTo(timeout) >= 0;
      return record.isPresent() && (silent || record.get().state() == NodeState.FAILED);
    }
  }

  /**
   * Takes a look, which is part of the watch, and changes nothing.
   *
   * @throws dev.rollcall.store.StoreUnavailableException if the store cannot be reached
   * @throws dev.rollcall.protocol.schema.DamagedValueException if the store holds what cannot be read
   */
  public Sight look() {
    process = new Observer().look(context, process);
    try (Transaction transaction = context.store().begin(context.config().stepTimeout())) {
      Registry registry = new Registry(transaction.snapshot(), context.keys());
      Optional<Heartbeat> heartbeat = registry.heartbeat(context.self());
      long watched = heartbeat.map(current -> process.watch().watchedNanos(context.self(), current)).orElse(0L);
      NodeRecord record = registry.record(context.self());
      return new Sight(Optional.ofNullable(record), heartbeat, Duration.ofNanos(Math.max(0, watched)),
          Observer.timeout(record, context.config()));
    }
  }

  /**
   * Takes a look, and closes the record if it may be closed. What does not come about, or is not known to have, is
   * found out by the next call.
   *
   * @return what is there afterwards
   * @throws dev.rollcall.store.StoreUnavailableException if the store cannot be reached; the record may have been
   *     closed already
   * @throws dev.rollcall.protocol.schema.DamagedValueException if the store holds what cannot be read
   * @throws dev.rollcall.protocol.schema.UnsupportedFormatException if the cluster's data is in a format that this
   *     release does not know
   */
  public Sight advance() {
    Sight seen = look();
    if (!seen.isDead()) {
      return seen;
    }
    new TakeOver().perform(context, process, null);
    new NodeRecover().perform(context, process, null);
    return look();
  }
}
