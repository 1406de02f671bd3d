package dev.rollcall.protocol;

import dev.rollcall.MembershipView;
import dev.rollcall.detector.Watch;

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

  /** Whether it may act as primary at this instant of its monotonic clock. TLA+: {@code Claims}. */
  public boolean isPrimary(long nowNanos) {
    return believesPrimary && lease.isLive(nowNanos);
  }

  /** The same process without its incarnation. TLA+: {@code Forget}. */
  ProcessState forgotten() {
    return NEW.withWatch(watch);
  }

  ProcessState withView(MembershipView view) {
    return new ProcessState(incarnation, view, believesPrimary, primaryTerm, lease, watch);
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
