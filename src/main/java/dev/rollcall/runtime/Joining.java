package dev.rollcall.runtime;

import dev.rollcall.NodeState;
import dev.rollcall.detector.Watch;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the process a member: takes an incarnation and waits to be admitted. Where an earlier process of the node left
 * its record, that is closed first: at once if it was failed, else once it has been watched silent. A record that still
 * beats belongs to a process that lives, and is waited for.
 *
 * <p>Without a quorum it tries again after a look interval, or soon after it learned of a change: a dead node that is
 * suspected or failed may have been all that was missing.
 *
 * <p>TLA+: {@code NodeJoin}, {@code NodeJoinComplete}, {@code TakeOver}, {@code NodeRecover}.
 */
final class Joining implements Duty {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  private final Core core;
  private final Following following;
  private final JoinStatus status;
  private final Alarm alarm;
  private final Backoff backoff;
  private boolean waitingForOldRecord;
  private boolean lacksQuorum;
  private int changesAtTry;

  Joining(Core core, Following following) {
    this.core = core;
    this.following = following;
    this.status = new JoinStatus(core);
    this.alarm = core.alarm();
    this.backoff = core.backoff();
  }

  /** What the join waits for; empty if it waits for nothing, or there is none. Safe for any thread. */
  Optional<Complaint> complaint() {
    return status.reason();
  }

  @Override
  public long run() {
    boolean joins = core.goal() == Core.Goal.MEMBER && !core.isExpelled()
        && (!core.process().isRunning() || core.state() == NodeState.JOINING);
    if (!joins) {
      alarm.off();
      waitingForOldRecord = false;
      lacksQuorum = false;
      status.waitsForNothing();
      return Alarm.NEVER;
    }
    if (!alarm.isSet()) {
      // Not in this run: all duties are to see first that an earlier incarnation is over.
      alarm.now();
      return alarm.left();
    }
    if (lacksQuorum && core.changes() != changesAtTry) {
      lacksQuorum = false;
      alarm.in(backoff.next());
    }
    if (alarm.isDue()) {
      alarm.in(backoff.next());
      step();
      if (!core.steps().isStoreReachable()) {
        status.waitsForStore();
      }
    }
    return alarm.left();
  }

  private void step() {
    if (core.process().isRunning()) {
      changesAtTry = core.changes();
      core.take("NodeJoinComplete", this::admitted);
    } else if (waitingForOldRecord) {
      dealWithOldRecord();
    } else if (!isDelayed()) {
      core.take("NodeJoin", this::begun);
    }
  }

  /** Also if the store cannot be reached, which no step tells while there is none to take. */
  private boolean isDelayed() {
    try {
      Optional<String> reason = core.rejoinDelay().reason();
      core.steps().storeAnswered(true);
      reason.ifPresent(text -> {
        alarm.in(core.settings().lookInterval());
        status.waitsForDelay(text);
      });
      return reason.isPresent();
    } catch (StoreUnavailableException e) {
      LOG.debug("store unavailable node={}", core.self(), e);
      core.steps().storeAnswered(false);
      return true;
    }
  }

  private void begun(StepOutcome outcome) {
    if (outcome instanceof StepOutcome.Performed) {
      backoff.reset();
      status.waitsForNothing();
      core.check().reset();
      boolean atOnce = core.process().view().number() > 0;
      core.state(atOnce ? NodeState.ACTIVE : NodeState.JOINING);
      LOG.info("joining node={} incarnation={} active={}", core.self(), core.process().incarnation(), atOnce);
      alarm.now();
    } else if (outcome.isRefused(Refusal.NOT_IN_THIS_STATE)) {
      waitingForOldRecord = true;
      alarm.now();
    }
  }

  private void admitted(StepOutcome outcome) {
    if (outcome instanceof StepOutcome.Performed) {
      backoff.reset();
      core.state(NodeState.ACTIVE);
      following.lookAgain();
    } else if (outcome.isRefused(Refusal.NO_QUORUM)) {
      lacksQuorum = true;
      alarm.in(core.about(core.settings().lookInterval()));
      status.waitsForQuorum(core.electorate());
    } else if (outcome.isRefused(Refusal.NOT_IN_THIS_STATE)) {
      core.expelled(true);
    }
  }

  /** The record and the heartbeat of whichever process is the node now. */
  private record Old(NodeRecord record, Optional<Heartbeat> heartbeat) {}

  private void dealWithOldRecord() {
    Old old = readOld();
    if (old == null) {
      return;
    }
    if (old.record == null) {
      waitingForOldRecord = false;
      alarm.now();
    } else if (old.record.state() == NodeState.FAILED) {
      core.take("NodeRecover", this::removed);
    } else {
      watch(old);
    }
  }

  /** Null if the store cannot be reached, which no step tells while there is none to take. */
  private Old readOld() {
    Old old = null;
    try {
      old = core.read(registry -> new Old(registry.record(core.self()), registry.heartbeat(core.self())));
    } catch (StoreUnavailableException e) {
      LOG.debug("store unavailable node={}", core.self(), e);
    }
    core.steps().storeAnswered(old != null);
    return old;
  }

  /** Looks at the old record's heartbeat, and takes the record over if it has been silent for long enough. */
  private void watch(Old old) {
    long began = core.now();
    boolean silent = core.look().contains(core.self());
    alarm.at(began, core.nextLook(began));
    old.heartbeat.ifPresentOrElse(
        heartbeat -> showWatch(old.record, heartbeat), () -> status.waitsForUnwatchable(old.record));
    if (silent) {
      LOG.info("takeover node={} incarnation={} reason=silent", core.self(), old.record.incarnation());
      core.take("TakeOver", this::closed);
    }
  }

  private void showWatch(NodeRecord other, Heartbeat heartbeat) {
    Watch watch = core.process().watch();
    Duration watched = Duration.ofNanos(Math.max(0, watch.watchedNanos(core.self(), heartbeat)));
    watch.timeout(core.self(), heartbeat.incarnation())
        .ifPresent(timeout -> status.waitsForOtherProcess(other, heartbeat, watched, timeout));
  }

  private void removed(StepOutcome outcome) {
    if (outcome instanceof StepOutcome.Performed) {
      core.rejoinDelay().failed();
    }
    closed(outcome);
  }

  private void closed(StepOutcome outcome) {
    if (outcome instanceof StepOutcome.Performed) {
      alarm.now();
    } else if (!outcome.isRefused(Refusal.NOT_SILENT)) {
      alarm.in(backoff.next());
    }
  }
}
