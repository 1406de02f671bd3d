package dev.rollcall.migration;

import dev.rollcall.protocol.schema.PlacementRecord;

/** A write was to be made for an actor in an epoch that is over. Nothing was written; the process has to stop it. */
public final class StaleActorException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  StaleActorException(ActorFence fence, PlacementRecord placement) {
    super(fence.actor() + " ran at " + fence.host() + " in epoch " + fence.epoch() + ", which is over: "
        + placement.host().map(host -> "in epoch " + placement.epoch() + " it is placed at " + host)
        .orElse("it has had no host since epoch " + placement.epoch()));
  }
}
