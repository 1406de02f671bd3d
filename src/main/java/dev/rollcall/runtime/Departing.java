package dev.rollcall.runtime;

import dev.rollcall.MembershipView;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.StepOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves: stops its actors, resigns, drains for as long as that takes or may take, and is gone. TLA+: {@code NodeLeave},
 * {@code NodeLeaveComplete}.
 */
final class Departing implements Duty {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  private final Core core;
  private final ActorRunner runner;
  private final Alarm alarm;
  private final Backoff backoff;
  private Drain drain;

  Departing(Core core, ActorRunner runner) {
    this.core = core;
    this.runner = runner;
    this.alarm = core.alarm();
    this.backoff = core.backoff();
  }

  @Override
  public long run() {
    if (core.goal() != Core.Goal.GONE || core.isExpelled() || !core.process().isRunning()) {
      alarm.off();
      drain = null;
      return Alarm.NEVER;
    }
    if (drain == null) {
      drain = new Drain(core, runner);
      alarm.now();
    }
    boolean leaving = core.state() == NodeState.LEAVING;
    if (leaving ? !drain.isDone() : !drain.isReadyToLeave()) {
      return drain.left();
    }
    if (alarm.isDue()) {
      alarm.in(backoff.next());
      MembershipView view = core.process().view();
      if (leaving) {
        core.take("NodeLeaveComplete", outcome -> gone(outcome, view));
      } else {
        core.take("NodeLeave", outcome -> begun(outcome, view));
      }
    }
    return alarm.left();
  }

  private void begun(StepOutcome outcome, MembershipView view) {
    if (outcome instanceof StepOutcome.Performed && core.process().isRunning()) {
      backoff.reset();
      alarm.now();
      core.state(NodeState.LEAVING);
    } else {
      gone(outcome, view);
    }
  }

  private void gone(StepOutcome outcome, MembershipView view) {
    if (outcome instanceof StepOutcome.Performed) {
      backoff.reset();
      core.state(NodeState.LEFT);
      LOG.info("left node={}", core.self());
      core.events().tell("left", listener -> listener.left(core.self(), view));
    } else if (outcome.isRefused(Refusal.NOT_IN_THIS_STATE)) {
      core.expelled(true);
    }
  }
}
