package dev.rollcall.runtime;

import dev.rollcall.MembershipListener;

/**
 * Notices that the lease is over the moment it is, or when the store lets go of the step that was under way. That the
 * member claims nothing any more does not rest on this: every claim looks at the clock. A lease that an incarnation
 * lost is regained by the next that has one, whoever wanted it to join.
 */
final class LeaseWatch implements Duty {
  private final Core core;
  private boolean held;
  private boolean lost;

  LeaseWatch(Core core) {
    this.core = core;
  }

  @Override
  public long run() {
    if (!core.process().isRunning()) {
      if (held && core.goal() == Core.Goal.MEMBER) {
        lose();
      }
      held = false;
      return Alarm.NEVER;
    }
    long left = core.steps().lease().leftNanos(core.reading());
    if (left > 0 && !held) {
      held = true;
      if (lost) {
        lost = false;
        core.events().tell("leaseRegained", MembershipListener::leaseRegained);
      }
    } else if (left == 0 && held) {
      lose();
    }
    return left > 0 ? left : Alarm.NEVER;
  }

  private void lose() {
    held = false;
    lost = true;
    core.events().tell("leaseLost", MembershipListener::leaseLost);
  }
}
