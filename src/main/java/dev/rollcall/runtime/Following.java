package dev.rollcall.runtime;

import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.PrimaryInfo;
import dev.rollcall.protocol.ChangeWatch;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.schema.PrimaryRecord;
import dev.rollcall.runtime.Complaint.Code;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the store's view and primary: told by watches, and reading again after a while in case they are lost. TLA+:
 * {@code SyncViews}.
 */
final class Following implements Duty {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  private final Core core;
  private final ChangeWatch watch;
  private final Alarm alarm;
  private final Backoff backoff;
  private final WatchSignal signal;
  private PrimaryRecord office;
  private long seenView;
  private volatile Vacancy vacancy;
  private volatile Optional<PrimaryInfo> primary = Optional.empty();
  private MembershipView announced = MembershipView.NONE;
  private long incarnation;
  private long evicted;

  /** The office was found vacant: when, on the member's clock and for people. */
  private record Vacancy(long sinceNanos, Instant since) {}

  Following(Core core) {
    this.core = core;
    this.watch = new ChangeWatch(core.context(), core.damage()::found);
    this.alarm = core.alarm();
    this.backoff = core.backoff();
    this.signal = new WatchSignal(core);
  }

  /** The primary as this member last read it. Safe to ask from any thread. */
  Optional<PrimaryInfo> primary() {
    return primary;
  }

  /** The office as last read; null if it was not read since the process joined. */
  PrimaryRecord office() {
    return office;
  }

  /** Whether this process is asked to leave. */
  boolean isEvicted() {
    return core.process().isRunning() && core.process().incarnation() == evicted;
  }

  /** What is wrong with a member whose watch failed. Safe for any thread. */
  Optional<Complaint> watchComplaint() {
    return signal.complaint();
  }

  /** What is wrong with a member that has been without a primary for more than a look interval. Safe for any thread. */
  Optional<Complaint> complaint() {
    Vacancy found = vacancy;
    boolean lasts = found != null && core.state() == NodeState.ACTIVE
        && core.now() - found.sinceNanos > core.settings().lookInterval().toNanos();
    return lasts ? Optional.of(new Complaint(Code.NO_PRIMARY,
        "no primary since " + found.since.truncatedTo(ChronoUnit.MILLIS))) : Optional.empty();
  }

  /** Has the store read again, because this process knows that something changed. Thread-safe. */
  void lookAgain() {
    signal.tell();
  }

  @Override
  public boolean waitsForHeartbeat() {
    return true;
  }

  @Override
  public long run() {
    if (core.process().incarnation() != incarnation) {
      stop();
      incarnation = core.process().incarnation();
    }
    if (!core.process().isRunning()) {
      return Alarm.NEVER;
    }
    signal.set(alarm);
    if (alarm.isDue()) {
      look();
    }
    return alarm.left();
  }

  void close() {
    watch.close();
  }

  private void stop() {
    watch.close();
    alarm.off();
    office = null;
    vacancy = null;
    seenView = 0;
    announced = MembershipView.NONE;
    held(Optional.empty());
  }

  private void look() {
    ChangeWatch.Seen seen = watch.look();
    signal.looked(learn(seen), seen.mayHaveChanged());
    if (core.state().isMember() && seen.viewNumber() > core.process().view().number()) {
      core.take("SyncViews", this::synced);
    } else {
      upToDate();
    }
  }

  /** Whether it is news. */
  private boolean learn(ChangeWatch.Seen seen) {
    boolean news = seen.viewNumber() != seenView || !seen.primary().equals(office);
    if (news) {
      core.changed();
    }
    seenView = seen.viewNumber();
    office = seen.primary();
    evicted = seen.evicted();
    if (office.holder().isPresent()) {
      vacancy = null;
    } else if (vacancy == null) {
      vacancy = new Vacancy(core.now(), core.context().wallClock().instant());
    }
    held(office.info());
    return news;
  }

  /** Where the next change is what this member waits for, a lost watch must not hide it for long. */
  private Duration refreshInterval() {
    boolean waits = core.state() == NodeState.JOINING || office.holder().isEmpty();
    Duration look = core.settings().lookInterval();
    Duration refresh = core.settings().refreshInterval();
    return core.refresh(waits && look.compareTo(refresh) < 0 ? look : refresh);
  }

  private void synced(StepOutcome outcome) {
    if (outcome instanceof StepOutcome.Performed) {
      upToDate();
    } else {
      // No watch tells of a change that was seen already.
      alarm.in(backoff.next());
    }
  }

  /** The alarm stays due until all is told: that may take one more read. */
  private void upToDate() {
    announce();
    backoff.reset();
    alarm.in(refreshInterval());
  }

  private void held(Optional<PrimaryInfo> now) {
    Optional<PrimaryInfo> before = primary;
    primary = now;
    if (before.equals(now)) {
      return;
    }
    before.ifPresent(former -> core.events().tell("primaryLost", listener -> listener.primaryLost(former)));
    now.ifPresent(elected -> {
      LOG.info("primary node={} holder={} term={}", core.self(), elected.node(), elected.term());
      core.events().tell("primaryElected", listener -> listener.primaryElected(elected));
    });
  }

  /** Tells of the members that came and went since the last view that was told of. */
  private void announce() {
    MembershipView before = announced;
    MembershipView after = core.process().view();
    if (after.number() == before.number()) {
      return;
    }
    Map<NodeId, NodeState> gone = statesOf(before.membersWithout(after));
    announced = after;
    LOG.info("view node={} number={} members={}", core.self(), after.number(), after.size());
    core.events().tell("viewChanged", listener -> listener.viewChanged(before, after));
    for (NodeId node : before.number() == 0 ? selfIn(after) : after.membersWithout(before)) {
      core.events().tell("joined", listener -> listener.joined(node, after));
    }
    gone.forEach((node, state) -> {
      if (state == NodeState.FAILED) {
        core.events().tell("failed", listener -> listener.failed(node, after));
      } else {
        core.events().tell("left", listener -> listener.left(node, after));
      }
    });
  }

  private SortedSet<NodeId> selfIn(MembershipView view) {
    SortedSet<NodeId> self = new TreeSet<>();
    if (view.contains(core.self())) {
      self.add(core.self());
    }
    return self;
  }

  /** What became of nodes that are members no more. One that was failed and has recovered since counts as Left. */
  private Map<NodeId, NodeState> statesOf(SortedSet<NodeId> nodes) {
    if (nodes.isEmpty()) {
      return Map.of();
    }
    return core.read(registry -> {
      Map<NodeId, NodeState> states = new TreeMap<>();
      nodes.forEach(node -> states.put(node, registry.state(node)));
      return states;
    });
  }
}
