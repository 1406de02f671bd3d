package dev.rollcall.runtime;

import dev.rollcall.Electorate;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.schema.PrimaryRecord;
import dev.rollcall.runtime.Complaint.Code;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the office of primary where it is vacant, and gives it up where it must. Members do not all try at once: the
 * term says in which order, and each waits a slot for each living member before it, and up to half of one more.
 *
 * <p>TLA+: {@code ElectPrimary}, {@code PrimaryStepDown}.
 */
final class Office implements Duty {
  /** So many candidates wait in order; the rest are few tries apart, lest the last of thousands wait for minutes. */
  static final int IN_ORDER = 16;

  /** A candidate looks so often in a slot whether enough have answered: all may do so within a millisecond. */
  private static final int LOOKS_FOR_ANSWERS = 8;

  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  private final Core core;
  private final Following following;
  private final Alarm candidacy;
  private final Alarm check;
  private final Alarm answers;
  /** Read at most once while answers are awaited, as long as nothing changes. */
  private Optional<Electorate> electorate = Optional.empty();
  private long checkedView;
  private boolean lacksQuorum;
  private int changesAtTry;
  private volatile Optional<Complaint> complaint = Optional.empty();

  Office(Core core, Following following) {
    this.core = core;
    this.following = following;
    this.candidacy = core.alarm();
    this.check = core.alarm();
    this.answers = core.alarm();
  }

  /** What is wrong with a primary that stays but has no quorum. Safe for any thread. */
  Optional<Complaint> complaint() {
    return complaint;
  }

  @Override
  public long run() {
    if (core.process().believesPrimary()) {
      withdraw();
      return hold();
    }
    check.off();
    complaint = Optional.empty();
    return seek();
  }

  /** A primary asks itself at each look whether it reaches enough of its council, and at once when the view changes. */
  private long hold() {
    if (!check.isSet() || core.process().view().number() != checkedView) {
      check.now();
    }
    if (check.isDue()) {
      check.in(core.settings().lookInterval());
      checkedView = core.process().view().number();
      if (core.hasLease() ? !mayStay() : !core.steps().isStoreReachable()) {
        core.take("PrimaryStepDown", this::steppedDown);
      }
    }
    return check.left();
  }

  /**
   * Whether it reaches at least half of its council. The council is part of the view, so records are read only while a
   * member of the view is not reached: then a suspicion, or a node that leaves, changes the answer though the view stays.
   */
  private boolean mayStay() {
    if (core.process().view().members().stream().allMatch(core::reaches)) {
      complaint = Optional.empty();
      return true;
    }
    Electorate electorate = core.electorate();
    complaint = electorate.isQuorum(core.self(), core::reaches) ? Optional.empty()
        : Optional.of(new Complaint(Code.NO_QUORUM, "primary without a quorum: " + CouncilText.of(electorate, core)));
    return electorate.mayStay(core.self(), core::reaches);
  }

  private void steppedDown(StepOutcome outcome) {
    if (outcome instanceof StepOutcome.Performed) {
      LOG.warn("resigns node={} lease={}", core.self(), core.hasLease());
      following.lookAgain();
    } else if (outcome.isRefused(Refusal.CONFLICT)) {
      check.in(core.about(core.settings().electionSlot()));
    }
  }

  private long seek() {
    PrimaryRecord office = following.office();
    boolean maySeek = core.isActive() && core.steps().isStoreReachable();
    if (!maySeek || office == null || office.holder().isPresent()) {
      withdraw();
      return Alarm.NEVER;
    }
    if (!candidacy.isSet() || lacksQuorum && core.changes() != changesAtTry) {
      lacksQuorum = false;
      candidacy.in(turn(office.term()));
    }
    if (candidacy.isDue()) {
      stand();
    }
    return candidacy.left();
  }

  private void withdraw() {
    candidacy.off();
    core.reach().candidate(false);
  }

  /**
   * Where there are probes, two rounds: who would have a quorum if all peers answered that it does not probe has all
   * Active nodes probed, and tries once most have answered. Otherwise the smaller side of a network that stays split would
   * elect its nodes one after another, as each probes few of the other side.
   */
  private void stand() {
    if (core.changes() != changesAtTry) {
      electorate = Optional.empty();
    }
    changesAtTry = core.changes();
    lacksQuorum = !seemsToHaveQuorum();
    if (lacksQuorum && core.reach().isCandidate() && !answers.isDue() && !knowsAll()) {
      lacksQuorum = false;
      candidacy.in(core.settings().electionSlot().dividedBy(LOOKS_FOR_ANSWERS));
    } else if (!lacksQuorum && core.reach().hasProbes() && !core.reach().isCandidate()) {
      core.reach().candidate(true);
      // Those that will not answer may be dead, and watched by nobody.
      core.lacksQuorum();
      answers.in(core.settings().lookInterval());
      candidacy.now();
    } else {
      electorate = Optional.empty();
      candidacy.in(core.about(core.settings().lookInterval()));
      if (lacksQuorum) {
        core.lacksQuorum();
      } else {
        core.take("ElectPrimary", this::tried);
      }
    }
  }

  private boolean knowsAll() {
    return core.process().view().members().stream()
        .allMatch(member -> member.equals(core.self()) || core.reach().isKnown(member));
  }

  /** The view may hold members that have no seat: leaving or doomed ones. So where it says no, the store is asked. */
  private boolean seemsToHaveQuorum() {
    MembershipView view = core.process().view();
    if (2 * view.members().stream().filter(core::reaches).count() > view.size()) {
      return true;
    }
    electorate = electorate.or(() -> Optional.of(core.electorate()));
    return electorate.get().isQuorum(core.self(), core::reaches);
  }

  /** How long to wait for the living members that come before this node in the order of succession. */
  private Duration turn(long term) {
    SortedSet<NodeId> members = core.process().view().members();
    Set<NodeId> silent = core.process().silent(core.reading());
    if (!silent.isEmpty()) {
      members = new TreeSet<>(members);
      members.removeAll(silent);
    }
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
    lacksQuorum = outcome.isRefused(Refusal.NO_QUORUM);
    if (outcome.isRefused(Refusal.CONFLICT) || outcome.isRefused(Refusal.PRIMARY_EXISTS)) {
      candidacy.off();
    }
    following.lookAgain();
  }
}
