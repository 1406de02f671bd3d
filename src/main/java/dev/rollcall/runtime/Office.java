package dev.rollcall.runtime;

import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.schema.PrimaryRecord;
import java.time.Duration;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the office of primary where it is vacant, and gives it up where it must. Members do not all try at once: the
 * term says in which order, and each waits a slot for each before it, give or take half of one.
 *
 * <p>TLA+: {@code ElectPrimary}, {@code PrimaryStepDown}.
 */
final class Office implements Duty {
  /** So many candidates wait in order; the rest are few tries apart, lest the last of thousands wait for minutes. */
  static final int IN_ORDER = 16;

  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  private final Core core;
  private final Following following;
  private final Alarm candidacy;
  private final Alarm check;
  private long checkedView;

  Office(Core core, Following following) {
    this.core = core;
    this.following = following;
    this.candidacy = core.alarm();
    this.check = core.alarm();
  }

  @Override
  public long run() {
    if (core.process().believesPrimary()) {
      candidacy.off();
      return hold();
    }
    check.off();
    return seek();
  }

  /** A primary asks itself now and then whether it still reaches a quorum. */
  private long hold() {
    ProcessState process = core.process();
    if (!check.isSet() || process.view().number() != checkedView) {
      check.now();
    }
    if (check.isDue()) {
      check.in(core.settings().lookInterval());
      if (core.hasLease() ? seemsToLackQuorum(process.view()) && !core.mayStay() : !core.steps().isStoreReachable()) {
        core.take("PrimaryStepDown", this::steppedDown);
      }
      checkedView = process.view().number();
    }
    return check.left();
  }

  /** Worth reading all records: the view is another than last time, or half of it cannot be reached. */
  private boolean seemsToLackQuorum(MembershipView view) {
    return view.number() != checkedView || !reachesMostOf(view);
  }

  private boolean reachesMostOf(MembershipView view) {
    long reached = view.members().stream().filter(n -> n.equals(core.self()) || core.reach().reaches(n)).count();
    return 2 * reached > view.size();
  }

  private void steppedDown(StepOutcome outcome) {
    if (outcome instanceof StepOutcome.Performed) {
      LOG.warn("resigns node={} lease={}", core.self(), core.hasLease());
      following.lookAgain();
    }
  }

  private long seek() {
    PrimaryRecord office = following.office();
    boolean maySeek = core.isActive() && core.steps().isStoreReachable();
    if (!maySeek || office == null || office.holder().isPresent()) {
      candidacy.off();
      return Alarm.NEVER;
    }
    if (!candidacy.isSet()) {
      candidacy.in(turn(office.term()));
    }
    if (candidacy.isDue()) {
      candidacy.in(core.about(core.settings().lookInterval()));
      if (reachesMostOf(core.process().view())) {
        core.take("ElectPrimary", this::tried);
      }
    }
    return candidacy.left();
  }

  /** How long to wait for those who come before this node in the order of succession. */
  private Duration turn(long term) {
    SortedSet<NodeId> members = core.process().view().members();
    int place = members.contains(core.self()) ? members.headSet(core.self()).size() : -1;
    int turn = Math.floorMod(place - term, Math.max(1, members.size()));
    double slots = turn < IN_ORDER ? turn : IN_ORDER + core.around().random().getAsDouble() * members.size() / IN_ORDER;
    double jitter = core.around().random().getAsDouble() / 2;
    return Duration.ofNanos((long) (core.settings().electionSlot().toNanos() * (slots + jitter)));
  }

  private void tried(StepOutcome outcome) {
    if (outcome instanceof StepOutcome.Performed) {
      LOG.info("elected node={} term={}", core.self(), core.process().primaryTerm());
    }
    if (outcome.isRefused(Refusal.CONFLICT) || outcome.isRefused(Refusal.PRIMARY_EXISTS)) {
      candidacy.off();
    }
    following.lookAgain();
  }
}
