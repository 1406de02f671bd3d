package dev.rollcall.runtime;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.StepOutcome;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the heartbeats of others, says whom it has watched silent, and fails whom enough say that of. A member that
 * has trouble of its own only watches; whom others are nearer to is left to them for a while, see {@link Patience}.
 *
 * <p>TLA+: {@code DetectFailure}, {@code MarkNodeFailed}.
 */
final class Looking implements Duty {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  private final Core core;
  private final Following following;
  private final Alarm alarm;
  private final Backoff backoff;
  private final Queue<NodeId> toAccuse = new ArrayDeque<>();
  private final Set<NodeId> suspected = new HashSet<>();
  private final Patience patience;

  Looking(Core core, Following following) {
    this.core = core;
    this.following = following;
    this.alarm = core.alarm();
    this.backoff = core.backoff();
    this.patience = new Patience(core);
  }

  @Override
  public boolean waitsForHeartbeat() {
    return true;
  }

  @Override
  public long run() {
    if (!core.isActive()) {
      alarm.off();
      toAccuse.clear();
      // Who does not watch has seen nobody silent.
      core.reach().silent(Set.of());
      return Alarm.NEVER;
    }
    if (!alarm.isSet()) {
      alarm.in(core.about(core.settings().lookInterval().dividedBy(2)));
    }
    if (alarm.isDue()) {
      long began = core.now();
      look();
      alarm.at(began, core.settings().lookInterval());
    }
    if (!toAccuse.isEmpty()) {
      accuse(toAccuse.remove());
    }
    return toAccuse.isEmpty() ? alarm.left() : 0;
  }

  private void look() {
    Set<NodeId> silent = core.look();
    core.reach().silent(silent);
    suspected.retainAll(silent);
    toAccuse.clear();
    if (core.check().isFit()) {
      patience.keepTo(silent);
      silent.stream().filter(patience::isOverFor).forEach(toAccuse::add);
    }
  }

  private void accuse(NodeId target) {
    core.take("DetectFailure", target, said -> {
      soonerIfConflicting(said);
      if (said instanceof StepOutcome.Performed) {
        if (suspected.add(target)) {
          LOG.info("suspects node={} target={}", core.self(), target);
          core.events().tell("suspected", listener -> listener.suspected(target));
        }
        core.take("MarkNodeFailed", target, marked -> marked(target, marked));
      }
    });
  }

  private void marked(NodeId target, StepOutcome outcome) {
    soonerIfConflicting(outcome);
    if (outcome instanceof StepOutcome.Performed) {
      LOG.info("fails node={} target={}", core.self(), target);
      suspected.remove(target);
      following.lookAgain();
    }
  }

  /** Who met another's transaction does not wait for a whole look: of those who accuse together the last may fail. */
  private void soonerIfConflicting(StepOutcome outcome) {
    if (outcome.isRefused(Refusal.CONFLICT)) {
      alarm.in(backoff.next());
    } else {
      backoff.reset();
    }
  }
}
