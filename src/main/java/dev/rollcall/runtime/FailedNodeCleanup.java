package dev.rollcall.runtime;

import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The primary removes the records of Failed nodes that stay away, so that they do not add up. It counts {@link
 * MemberSettings#forgetAfter} on its own monotonic clock, from when it first saw that incarnation Failed: a later primary
 * counts again. A Failed record keeps its incarnation, so it was Failed all the time between two looks at it.
 *
 * <p>TLA+: {@code NodeForget}.
 */
final class FailedNodeCleanup implements Duty {
  /** It reads all records so often in the time after which it forgets: rarely, since there may be ten thousand. */
  private static final int READS = 8;

  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  private final Core core;
  private final Duration look;
  private final Duration pause;
  private final Alarm alarm;
  private final Map<NodeId, Sighting> failed = new TreeMap<>();
  private final Queue<NodeId> toForget = new ArrayDeque<>();

  private record Sighting(long incarnation, long sinceNanos) {}

  FailedNodeCleanup(Core core) {
    this.core = core;
    this.look = core.settings().lookInterval();
    this.pause = longer(look, core.settings().forgetAfter().dividedBy(READS));
    this.alarm = core.alarm();
  }

  @Override
  public boolean waitsForHeartbeat() {
    return true;
  }

  @Override
  public long run() {
    if (!core.process().believesPrimary() || !core.hasLease()) {
      alarm.off();
      toForget.clear();
      return Alarm.NEVER;
    }
    if (!alarm.isSet()) {
      alarm.now();
    }
    if (alarm.isDue()) {
      alarm.in(pause);
      see(core.read(Registry::records));
      alarm.in(untilNextRead());
    }
    if (!toForget.isEmpty()) {
      NodeId node = toForget.remove();
      core.take("NodeForget", node, outcome -> forgotten(node, outcome));
    }
    return toForget.isEmpty() ? alarm.left() : 0;
  }

  private void see(Map<NodeId, NodeRecord> records) {
    long now = core.now();
    Map<NodeId, Sighting> before = new TreeMap<>(failed);
    failed.clear();
    toForget.clear();
    records.forEach((node, record) -> {
      if (record.state() == NodeState.FAILED) {
        Sighting earlier = before.get(node);
        boolean same = earlier != null && earlier.incarnation == record.incarnation();
        failed.put(node, same ? earlier : new Sighting(record.incarnation(), now));
        if (left(failed.get(node)).isZero()) {
          toForget.add(node);
        }
      }
    });
  }

  /** How long the node's record is still kept. */
  private Duration left(Sighting sighting) {
    Duration left = core.settings().forgetAfter().minusNanos(core.now() - sighting.sinceNanos);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private Duration untilNextRead() {
    Duration soonest = failed.values().stream().map(this::left).min(Comparator.naturalOrder()).orElse(pause);
    return soonest.compareTo(pause) < 0 ? longer(look, soonest) : pause;
  }

  private void forgotten(NodeId node, StepOutcome outcome) {
    if (outcome instanceof StepOutcome.Performed) {
      LOG.info("forgets node={} target={} failedFor={}", core.self(), node, core.settings().forgetAfter());
      failed.remove(node);
    }
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
