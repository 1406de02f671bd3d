package dev.rollcall.protocol;

/** Why an action did nothing. None of these is an error; each says what could make a later try succeed. */
public enum Refusal {
  /** The node's record, or the target's, is not in a state the action starts from. */
  NOT_IN_THIS_STATE,
  /** The record belongs to another incarnation: this process was superseded and has to recover. */
  FENCED,
  /** Too few of the living nodes can be reached. */
  NO_QUORUM,
  /** At least half of the living nodes can be reached, so there is no reason to resign. */
  HAS_QUORUM,
  /** The lease is over; a heartbeat has to succeed first. */
  NO_LIVE_LEASE,
  /** The lease still holds, so a primary that is cut off stays in office until it ends. */
  LEASE_STILL_LIVE,
  /** The target has not been watched at its current heartbeat for its whole timeout. */
  NOT_SILENT,
  /** Too few suspicions of the target count. */
  NOT_ENOUGH_VOTES,
  /** There is a primary already. */
  PRIMARY_EXISTS,
  /** The node does not hold the office. */
  NOT_PRIMARY,
  /** The actor is placed at another process; who needs it has to find it there, or wait until it is moved. */
  PLACED_ELSEWHERE,
  /** The actor is not placed at this process in the epoch in which it ran it. */
  NOT_PLACED_HERE,
  /** The actor has no host, or one that is a member and keeps it. */
  NOT_DUE,
  /** No node that is not Active may be given an actor. */
  TARGET_NOT_ACTIVE,
  /** Another transaction was faster; nothing was applied, and a try now may succeed. */
  CONFLICT,
  /** The store could not be reached; nothing was applied. */
  STORE_UNAVAILABLE
}
