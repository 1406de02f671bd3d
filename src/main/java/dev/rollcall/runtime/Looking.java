package dev.rollcall.runtime;

import dev.rollcall.NodeId;
import dev.rollcall.PrimaryInfo;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.StepOutcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the heartbeats of others, suspects those that are silent, and fails those that enough nodes suspect. A member
 * does so, and a node that is still Joining: after a power cycle there are no members. One that has trouble of its own
 * only watches. Nodes that others are nearer to are left to these for a while, see {@link Patience}.
 *
 * <p>TLA+: {@code DetectFailure}, {@code MarkNodeFailed}.
 */
final class Looking implements Duty {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  /** A look that is later than this part of its interval comes after an outage, or a pause. */
  private static final int IN_TIME = 8;

  private final Core core;
  private final Following following;
  private final Alarm alarm;
  private final Backoff backoff;
  private final Queue<NodeId> toSuspect = new ArrayDeque<>();
  /** Only after all votes are cast: each vote may take a dead node's seat, and so give this node its quorum. */
  private final Queue<NodeId> toFail = new ArrayDeque<>();
  private final Patience patience;
  private boolean lacksQuorum;
  private int changesAtLook;
  private volatile SilentPrimary silentPrimary;

  /** The holder of the office, and since when this process has found it silent. */
  private record SilentPrimary(NodeId holder, long sinceNanos) {}

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
    if (!core.isVoter()) {
      silentPrimary = null;
      alarm.off();
      toSuspect.clear();
      toFail.clear();
      return Alarm.NEVER;
    }
    boolean begins = !alarm.isSet();
    if (begins || lacksQuorum && core.changes() != changesAtLook) {
      alarm.now();
    }
    if (alarm.isDue()) {
      Duration interval = core.settings().lookInterval();
      boolean resumes = alarm.past().compareTo(interval.dividedBy(IN_TIME)) > 0;
      long began = core.now();
      look();
      Duration next = core.nextLook(began);
      Duration any = begins || resumes ? core.upTo(interval) : next;
      alarm.at(began, any.compareTo(next) < 0 ? any : next);
    }
    if (!toSuspect.isEmpty()) {
      suspect(toSuspect.remove());
    } else if (!toFail.isEmpty()) {
      fail(toFail.remove());
    }
    return toSuspect.isEmpty() && toFail.isEmpty() ? alarm.left() : 0;
  }

  private void look() {
    changesAtLook = core.changes();
    lacksQuorum = false;
    toSuspect.clear();
    toFail.clear();
    Set<NodeId> silent = core.look();
    note(silent);
    Set<NodeId> dead = new TreeSet<>(silent);
    dead.addAll(core.doomed());
    patience.keepTo(dead);
    if (core.check().isFit()) {
      for (NodeId node : dead) {
        if (patience.isOverFor(node)) {
          // A vote stands. Cast again at each look it would have others' decisions conflict, and leave no time for them.
          (silent.contains(node) && !core.suspected().contains(node) ? toSuspect : toFail).add(node);
        }
      }
    }
  }

  private void note(Set<NodeId> silent) {
    SilentPrimary before = silentPrimary;
    silentPrimary = following.primary().map(PrimaryInfo::node).filter(silent::contains)
        .map(holder -> before != null && before.holder.equals(holder) ? before : new SilentPrimary(holder, core.now()))
        .orElse(null);
  }

  /**
   * What is wrong with a member whose primary is dead and is not failed, as where fewer processes run than votes are
   * wanted. Safe for any thread.
   */
  Optional<Complaint> complaint() {
    SilentPrimary found = silentPrimary;
    boolean lasts = found != null && core.now() - found.sinceNanos > core.settings().lookInterval().toNanos();
    return lasts ? Optional.of(new Complaint(Complaint.Code.NO_PRIMARY,
        "the primary " + found.holder + " is silent, and too few nodes have voted to fail it")) : Optional.empty();
  }

  private void suspect(NodeId target) {
    core.take("DetectFailure", target, outcome -> {
      soonerIfConflicting(outcome);
      if (outcome instanceof StepOutcome.Performed) {
        toFail.add(target);
        core.changed();
        LOG.info("suspects node={} target={}", core.self(), target);
        core.events().tell("suspected", listener -> listener.suspected(target));
      }
    });
  }

  private void fail(NodeId target) {
    core.take("MarkNodeFailed", target, outcome -> {
      soonerIfConflicting(outcome);
      lacksQuorum |= outcome.isRefused(Refusal.NO_QUORUM);
      if (outcome instanceof StepOutcome.Performed) {
        LOG.info("fails node={} target={}", core.self(), target);
        core.changed();
        following.lookAgain();
      }
    });
  }

  /** After a conflict it looks again soon, not after a look interval: only the last to suspect may have enough votes. */
  private void soonerIfConflicting(StepOutcome outcome) {
    if (outcome.isRefused(Refusal.CONFLICT)) {
      alarm.in(backoff.next());
    } else {
      backoff.reset();
    }
  }
}
