package dev.rollcall;

/**
 * Hears which actors a member runs. Calls come in the order of the events, one at a time, together with those of {@link
 * MembershipListener}, and by the same rules. Whether an actor may act at this moment, only its member can say, and its
 * fence.
 */
public interface ActorListener {
  /** Hears nothing. */
  ActorListener SILENT = new ActorListener() {};

  /**
   * The member runs the actor: it was activated here, or was moved here.
   *
   * @param epoch the number of this activation, higher than that of any before
   */
  default void activated(ActorId actor, long epoch) {}

  /**
   * The member does not run the actor any more, since before this call: the actor is to stop what it still does before
   * the call returns. A member that leaves waits for these calls before it lets go of its actors, but no longer than
   * {@code drainTimeout}. After that, and where the lease is over or the node was failed, another member may hear {@link
   * #activated} while this call still runs. So what must not happen twice, the actor does behind its {@link
   * dev.rollcall.migration.ActorFence fence}, which holds in any case.
   */
  default void deactivated(ActorId actor, long epoch) {}
}
