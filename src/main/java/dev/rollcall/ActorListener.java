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
   * The member runs the actor no more: it is to stop what it still does. A member that leaves waits for these calls to
   * return before it lets go of its actors.
   */
  default void deactivated(ActorId actor, long epoch) {}
}
