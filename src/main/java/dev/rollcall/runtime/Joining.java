package dev.rollcall.runtime;

import dev.rollcall.NodeState;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.schema.NodeRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the process a member: takes an incarnation and waits to be admitted. Where an earlier process of the node left
 * its record, that is closed first: at once if it was failed, else once it has been watched silent. A record that still
 * beats belongs to a process that lives, and is waited for.
 *
 * <p>TLA+: {@code NodeJoin}, {@code NodeJoinComplete}, {@code TakeOver}, {@code NodeRecover}.
 */
final class Joining implements Duty {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  private final Core core;
  private final Alarm alarm;
  private final Backoff backoff;
  private boolean waitingForOldRecord;

  Joining(Core core) {
    this.core = core;
    this.alarm = core.alarm();
    this.backoff = core.backoff();
  }

  @Override
  public long run() {
    boolean joins = core.goal() == Core.Goal.MEMBER && !core.isExpelled()
        && (!core.process().isRunning() || core.state() == NodeState.JOINING);
    if (!joins) {
      alarm.off();
      waitingForOldRecord = false;
      return Alarm.NEVER;
    }
    if (!alarm.isSet()) {
      // Not in this run: all duties are to see first that an earlier incarnation is over.
      alarm.now();
      return alarm.left();
    }
    if (alarm.isDue()) {
      alarm.in(backoff.next());
      if (core.process().isRunning()) {
        core.take("NodeJoinComplete", this::admitted);
      } else if (waitingForOldRecord) {
        dealWithOldRecord();
      } else {
        core.take("NodeJoin", this::begun);
      }
    }
    return alarm.left();
  }

  private void begun(StepOutcome outcome) {
    if (outcome instanceof StepOutcome.Performed) {
      backoff.reset();
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
    } else if (outcome.isRefused(Refusal.NO_QUORUM)) {
      alarm.in(core.about(core.settings().lookInterval()));
    }
  }

  private void dealWithOldRecord() {
    NodeRecord old = core.read(registry -> registry.record(core.self()));
    if (old == null) {
      waitingForOldRecord = false;
      alarm.now();
    } else if (old.state() == NodeState.FAILED) {
      core.take("NodeRecover", this::closed);
    } else {
      watch(old);
    }
  }

  /** Looks at the old record's heartbeat, and takes the record over if it has been silent for long enough. */
  private void watch(NodeRecord old) {
    alarm.in(core.settings().lookInterval());
    if (core.look().contains(core.self())) {
      LOG.info("takeover node={} incarnation={} reason=silent", core.self(), old.incarnation());
      core.take("TakeOver", this::closed);
    }
  }

  private void closed(StepOutcome outcome) {
    if (outcome instanceof StepOutcome.Performed) {
      alarm.now();
    }
  }
}
