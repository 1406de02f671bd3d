package dev.rollcall.runtime;

import dev.rollcall.MembershipListener;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.schema.NodeRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deals with being told that the node was failed or is another process now: gives up the incarnation. A failed node may
 * join anew; one that is another process now is left to that process. TLA+: {@code NodeRecover}.
 */
final class Recovering implements Duty {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  private final Core core;
  private final Alarm alarm;
  private final Backoff backoff;

  Recovering(Core core) {
    this.core = core;
    this.alarm = core.alarm();
    this.backoff = core.backoff();
  }

  /** What the store holds of the node: its record, null if it is Left, and whether this process is asked to leave. */
  private record Own(NodeRecord record, boolean evicted) {}

  @Override
  public long run() {
    if (!core.isExpelled()) {
      alarm.off();
      return Alarm.NEVER;
    }
    if (!alarm.isSet()) {
      alarm.now();
    }
    if (alarm.isDue()) {
      alarm.in(backoff.next());
      long incarnation = core.process().incarnation();
      Own own = core.glance(registry -> new Own(registry.record(core.self()),
          registry.readable(() -> registry.evicted(core.self()), 0L) == incarnation));
      NodeRecord record = own.record;
      if (record != null && record.incarnation() == incarnation && record.state().isAlive()) {
        // It is in another state than this process took it to be in, and still its own.
        core.expelled(false);
        core.state(record.state());
        return 0;
      }
      boolean superseded = record != null && record.incarnation() > incarnation;
      MembershipView view = core.process().view();
      core.take("NodeRecover", outcome -> recovered(outcome, superseded, own.evicted, incarnation, view));
    }
    return alarm.left();
  }

  private void recovered(
      StepOutcome outcome, boolean superseded, boolean evicted, long incarnation, MembershipView view) {
    if (!(outcome instanceof StepOutcome.Performed)) {
      return;
    }
    backoff.reset();
    core.expelled(false);
    core.state(NodeState.LEFT);
    LOG.warn("expelled node={} incarnation={} reason={}", core.self(), incarnation,
        superseded ? "superseded" : "failed");
    if (superseded) {
      core.events().tell("superseded", MembershipListener::superseded);
    } else {
      core.events().tell("failed", listener -> listener.failed(core.self(), view));
    }
    if (evicted && core.goal() == Core.Goal.MEMBER) {
      core.events().tell("evicted", MembershipListener::evicted);
    }
    if (core.goal() == Core.Goal.MEMBER && (superseded || evicted || !core.settings().rejoin())) {
      core.goal(Core.Goal.NOTHING);
    }
    if (!superseded) {
      core.rejoinDelay().failed();
    }
  }
}
