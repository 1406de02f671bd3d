package dev.rollcall.runtime;

/**
 * One thing that is wrong with a member now. Immutable.
 *
 * @param code what kind of thing; stable, for alerts and programs
 * @param text what it is in this case, for people; it may change from one release to the next
 */
public record Complaint(Code code, String text) {

  /** The kinds of things that can be wrong. docs/runtime.md says what to do about each. */
  public enum Code {
    /** The member's thread has ended though the member was not closed: it does nothing any more. */
    THREAD_DEAD,
    /** The store did not answer the latest step, or what was read since. */
    STORE_UNREACHABLE,
    /** The latest step ended with an exception, as where the store is closed; it is not known whether it took effect. */
    STEP_FAILED,
    /** It is not known whether the latest step took effect. */
    STEP_UNSETTLED,
    /** The node has joined, and its lease is over: it acts as nothing. */
    LEASE_OVER,
    /** A join waits: for the store, for another process that is the same node, or for a quorum. */
    JOIN_WAITING,
    /** The member was run too late: its process or its machine paused. */
    PAUSED,
    /** A heartbeat came too late. */
    HEARTBEAT_LATE,
    /** The store took too long for a heartbeat. */
    STORE_SLOW,
    /** For more than a look interval there has been no primary, or one that is silent and was not failed. */
    NO_PRIMARY,
    /** This member is primary and reaches just half of the living nodes. */
    NO_QUORUM,
    /** A value in the store cannot be read: what needs it waits until somebody mends it. */
    DAMAGED_KEY,
    /** A watch of the store failed: the member learns late of what changes. */
    WATCH_FAILED,
    /** An executor refuses what it is given. */
    EXECUTOR_REFUSING,
    /** An executor takes what it is given, and has not begun any of it for more than a look interval. */
    EXECUTOR_STALLED,
    /** A call of the application's, in a listener or in what depends on a future, has taken longer than a lease. */
    LISTENER_BLOCKED,
    /** The placement strategy has not answered for longer than a lease: actors that are due to move wait. */
    PLACEMENT_BLOCKED,
    /** The placement strategy throws: actors that are due to move wait. */
    PLACEMENT_FAILED,
    /** Actors have waited for too long to be moved to a node, or to be activated at this one. */
    MIGRATION_STUCK,
    /** Peers cannot be probed, or their hosts cannot be looked up. */
    PROBES_FAILING
  }

  @Override
  public String toString() {
    return code + ": " + text;
  }
}
