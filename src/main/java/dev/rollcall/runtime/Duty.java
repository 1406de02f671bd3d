package dev.rollcall.runtime;

/** One of the things a member sees to. It belongs to the member's driver, and is as little thread-safe as that. */
interface Duty {
  /**
   * Does what is due. Not called while the outcome of an earlier step is unknown.
   *
   * @return nanoseconds until it wants to be called again; {@link Alarm#NEVER} if something else will bring that about
   */
  long run();

  /**
   * Whether it waits for a heartbeat to succeed where the store was not reached last: otherwise each duty would keep the
   * next heartbeat waiting for as long as a transaction may take.
   */
  default boolean waitsForHeartbeat() {
    return false;
  }
}
