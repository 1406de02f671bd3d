package dev.rollcall;

/**
 * Hears what happens to a member and to its cluster, as that member learns it. Calls come in the order of the events,
 * one at a time, and hold up neither the member's heartbeats nor each other: no lock is held, and an exception is
 * logged and concerns that one call only. A slow listener hears late; by then the member may know more. It may block, and
 * call the member; but to wait in a call for the future of {@code join()} or {@code leave()} throws {@link
 * IllegalStateException} at once, since these complete only after the call has returned. A call that takes longer than a
 * lease shows in the member's health.
 *
 * <p>An event is news, not a permission: whether the member may act as primary now, only {@code isPrimary()} and the
 * fence can tell.
 */
public interface MembershipListener {
  /** Hears nothing. */
  MembershipListener SILENT = new MembershipListener() {};

  /** The node is a member: this node itself, or one that a newer view shows. */
  default void joined(NodeId node, MembershipView view) {}

  /** The node is no member any more, and was not failed; of this node also that it gave up joining. */
  default void left(NodeId node, MembershipView view) {}

  /** This member has watched the node silent, and said so in the store. */
  default void suspected(NodeId node) {}

  /** The node was failed: this node itself, or one that a newer view no longer shows. */
  default void failed(NodeId node, MembershipView view) {}

  /** This member adopted a newer view. Views in between may have been skipped. */
  default void viewChanged(MembershipView before, MembershipView after) {}

  /** A primary holds office: this node itself, or another. Elections in between may have been skipped. */
  default void primaryElected(PrimaryInfo primary) {}

  /** That primary holds office no more. */
  default void primaryLost(PrimaryInfo former) {}

  /** This member's lease is over: it acts as nothing until it is renewed. */
  default void leaseLost() {}

  /**
   * This member has a lease again. Told once after each {@link #leaseLost}, before the next one: also if the node was
   * failed, or left and joined, in between.
   */
  default void leaseRegained() {}

  /**
   * This member met a value in the store that it cannot read. It does without it where it may, and what cannot be done
   * without waits until somebody mends the key. Told once for each key, and again only if it is damaged again.
   *
   * @param key as {@code scripts/rollcall doctor} names it
   * @param problem what is wrong with its value
   */
  default void damaged(String key, String problem) {}

  /** Another process is this node now; this one has stopped taking part. */
  default void superseded() {}

  /** Somebody asked this node to leave, as by {@code scripts/rollcall evict}: it drains, leaves, and stays out. */
  default void evicted() {}

  /**
   * So many events were left out, because more than 1,000 calls waited for a listener that blocks. What it was told before
   * may be over: ask the member for its view, its primary and its lease.
   */
  default void missed(int events) {}
}
