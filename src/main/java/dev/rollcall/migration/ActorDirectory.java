package dev.rollcall.migration;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.Placement;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.Placements;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where actors are placed, for anybody who can reach the store. Each answer is a transaction that makes nobody's fail,
 * and may be out of date as soon as it is given. As thread-safe as its store.
 */
public final class ActorDirectory {
  private final Store store;
  private final Keys keys;
  private final Duration timeout;

  /**
   * @param timeout how long one answer may take, at least a millisecond
   */
  public ActorDirectory(Store store, Keys keys, Duration timeout) {
    this.store = store;
    this.keys = keys;
    this.timeout = timeout;
  }

  /**
   * The process that the actor is placed at; empty if it has none. That process may be gone, and the actor due to move.
   *
   * @throws dev.rollcall.protocol.schema.DamagedValueException if the placement cannot be read
   * @throws dev.rollcall.store.StoreUnavailableException if the store cannot be reached
   */
  public Optional<Placement> locate(ActorId actor) {
    return read(placements -> placements.placement(actor).placement());
  }

  /**
   * How many actors are placed at a process: a node that leaves has drained when it is 0.
   *
   * @throws dev.rollcall.store.StoreUnavailableException if the store cannot be reached
   */
  public long load(ActorHost host) {
    return read(placements -> placements.load(host));
  }

  private <T> T read(Function<Placements, T> answer) {
    try (Transaction transaction = store.begin(timeout)) {
      return answer.apply(new Placements(transaction.snapshot(), keys));
    }
  }
}
