package dev.rollcall.migration;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.PlacementRecord;
import dev.rollcall.protocol.schema.Placements;
import dev.rollcall.store.ReadView;

/**
 * Lets an actor write only while it is placed where it runs, whatever that process's clock says: the placement is read
 * in the transaction that writes. If the actor was moved or deactivated before, the check fails; if it is before the
 * commit, the commit does, because it conflicts. So of two processes' writes for one actor in one store, none of the
 * stale one comes after the move. Immutable.
 *
 * <p>TLA+: {@code FencePassesOne}, here for the writes of applications.
 *
 * @param keys of the cluster
 * @param actor that writes
 * @param host that runs it
 * @param epoch in which it does
 */
public record ActorFence(Keys keys, ActorId actor, ActorHost host, long epoch) {

  /**
   * The fence of an actor that runs.
   *
   * @throws IllegalStateException if it does not
   */
  public static ActorFence of(Keys keys, HostedActors hosted, ActorId actor) {
    long epoch = hosted.epoch(actor);
    if (epoch == 0) {
      throw new IllegalStateException(hosted.host() + " does not run " + actor + "; activate it first");
    }
    return new ActorFence(keys, actor, hosted.host(), epoch);
  }

  /**
   * Makes the transaction one of this epoch: it goes through only if the actor is placed here until its commit. Reads
   * one key.
   *
   * @param transaction a transaction of the cluster's store, or what a store shows of a transaction of your own; not a
   *     snapshot, whose reads make no conflict
   * @throws StaleActorException if the epoch is over
   * @throws dev.rollcall.protocol.schema.DamagedValueException if the placement cannot be read
   * @throws dev.rollcall.store.StoreUnavailableException if the store cannot be reached
   */
  public void check(ReadView transaction) {
    PlacementRecord placement = new Placements(transaction, keys).placement(actor);
    if (placement.epoch() != epoch || !placement.isAt(host)) {
      throw new StaleActorException(this, placement);
    }
  }
}
