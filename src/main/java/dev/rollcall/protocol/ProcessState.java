package dev.rollcall.protocol;

import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import dev.rollcall.detector.Watch;
import java.util.Set;

/**
 * All that one process of a node knows by itself. Everything but the watch comes with an incarnation and
 * goes with it. Immutable.
 *
 * @param incarnation taken at join; 0 for a process that has not joined
 * @param view the view it last adopted. TLA+: {@code membershipView}, {@code viewNum}
 * @param believesPrimary that it was elected and has not stepped down; worth something only under a live
 *     lease
 * @param primaryTerm the term of that election; 0 without one
 * @param lease its latest lease
 * @param watch what its failure detector has seen
 */
public record ProcessState(
    long incarnation, MembershipView view, boolean believesPrimary, long primaryTerm, Lease lease, Watch watch) {

  /** A process that has just started. */
  public static final ProcessState NEW = joined(0, Lease.NONE);

  /** A process that has just joined, not yet a member. */
  static ProcessState joined(long incarnation, Lease lease) {
    return new ProcessState(incarnation, MembershipView.NONE, false, 0, lease, Watch.NONE);
  }

  /** Whether it has joined and not forgotten it. TLA+: {@code running}. */
  public boolean isRunning() {
    return incarnation != 0;
  }

  /** Whether it may act as primary at this instant. TLA+: {@code Claims}. */
  public boolean isPrimary(ClockReading now) {
    return believesPrimary && lease.isLive(now);
  }

  /**
   * The nodes that it calls silent at this instant: none if its own lease is over, because others may not have been
   * heard for the same reason. A process that has not joined has no lease to lose. TLA+: {@code silent}.
   */
  public Set<NodeId> silent(ClockReading now) {
    return isRunning() && !lease.isLive(now) ? Set.of() : watch.silent();
  }

  /** The same process without its incarnation. TLA+: {@code Forget}. */
  ProcessState forgotten() {
    return isRunning() ? NEW : this;
  }

  ProcessState withView(MembershipView view) {
    return new ProcessState(incarnation, view, believesPrimary, primaryTerm, lease, watch);
  }

  /**
   * This state, reached from an earlier one, once the store has said that it holds. If the earlier lease was over by
   * then, the watch begins again: the process may have been cut off from the store, or asleep, while it seemed to watch.
   * TLA+: {@code LeaseEnds}.
   *
   * @param now the clocks, read after the store's answer
   */
  ProcessState following(ProcessState before, ClockReading now) {
    // Another one, even if a coarse clock makes it equal to the earlier.
    boolean renewed = lease.granted() && lease != before.lease;
    return renewed && !before.lease.isLive(now) ? withWatch(Watch.NONE) : this;
  }

  ProcessState withLease(Lease lease) {
    return new ProcessState(incarnation, view, believesPrimary, primaryTerm, lease, watch);
  }

  /** In office for this term. TLA+: {@code TakeOffice}. */
  ProcessState inOffice(long term) {
    return new ProcessState(incarnation, view, true, term, lease, watch);
  }

  /** TLA+: {@code ForgetClaims}. */
  ProcessState outOfOffice() {
    return new ProcessState(incarnation, view, false, 0, lease, watch);
  }

  /** The same process after its failure detector looked. */
  public ProcessState withWatch(Watch watch) {
    return new ProcessState(incarnation, view, believesPrimary, primaryTerm, lease, watch);
  }
}
