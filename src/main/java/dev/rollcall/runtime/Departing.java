package dev.rollcall.runtime;

import dev.rollcall.MembershipView;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.StepOutcome;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves: resigns, drains for as long as that takes or may take, and is gone. TLA+: {@code NodeLeave}, {@code
 * NodeLeaveComplete}.
 */
final class Departing implements Duty {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  private final Core core;
  private final Alarm alarm;
  private final Alarm drainLimit;
  private final Backoff backoff;
  private AtomicBoolean drained;

  Departing(Core core) {
    this.core = core;
    this.alarm = core.alarm();
    this.drainLimit = core.alarm();
    this.backoff = core.backoff();
  }

  @Override
  public long run() {
    if (core.goal() != Core.Goal.GONE || core.isExpelled() || !core.process().isRunning()) {
      alarm.off();
      drainLimit.off();
      drained = null;
      return Alarm.NEVER;
    }
    if (!alarm.isSet()) {
      alarm.now();
    }
    if (core.state() == NodeState.LEAVING && !isDrained()) {
      return drainLimit.left();
    }
    if (alarm.isDue()) {
      alarm.in(backoff.next());
      if (core.state() == NodeState.LEAVING) {
        MembershipView view = core.process().view();
        core.take("NodeLeaveComplete", outcome -> gone(outcome, view));
      } else {
        core.take("NodeLeave", this::leaving);
      }
    }
    return alarm.left();
  }

  private boolean isDrained() {
    if (drained == null) {
      drainLimit.in(core.settings().drainTimeout());
      AtomicBoolean done = new AtomicBoolean();
      drained = done;
      core.events().then("drain", () -> drain(done));
    }
    if (!drained.get() && drainLimit.isDue()) {
      LOG.warn("not drained node={} after={}", core.self(), core.settings().drainTimeout());
      drained.set(true);
    }
    return drained.get();
  }

  /** The application's code, so not on the member's thread; and whatever it throws, the member leaves. */
  private void drain(AtomicBoolean done) {
    try {
      core.around().drain().get().whenComplete((result, failure) -> drained(done, failure));
    } catch (RuntimeException e) {
      drained(done, e);
    }
  }

  private void drained(AtomicBoolean done, Throwable failure) {
    if (failure != null) {
      LOG.warn("drain failed node={}", core.self(), failure);
    }
    done.set(true);
    core.around().wake().run();
  }

  private void leaving(StepOutcome outcome) {
    if (outcome instanceof StepOutcome.Performed) {
      backoff.reset();
      alarm.now();
      if (core.process().isRunning()) {
        core.state(NodeState.LEAVING);
      } else {
        gone(outcome, MembershipView.NONE);
      }
    } else if (outcome instanceof StepOutcome.Refused refused && refused.reason() == Refusal.NOT_IN_THIS_STATE) {
      core.expelled(true);
    }
  }

  private void gone(StepOutcome outcome, MembershipView view) {
    if (outcome instanceof StepOutcome.Performed) {
      backoff.reset();
      core.state(NodeState.LEFT);
      LOG.info("left node={}", core.self());
      core.events().tell("left", listener -> listener.left(core.self(), view));
    } else if (outcome instanceof StepOutcome.Refused refused && refused.reason() == Refusal.NOT_IN_THIS_STATE) {
      core.expelled(true);
    }
  }
}
