package dev.rollcall.runtime;

import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.Leftovers;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The primary removes the records of Failed nodes that stay away, and what nodes without a record have left, so that ids
 * that are used once do not add up. It counts {@link MemberSettings#forgetAfter} on its own monotonic clock, from when it
 * first saw the same: a later primary counts again. A Failed record keeps its incarnation, so it was Failed all the time
 * between two looks at it.
 *
 * <p>TLA+: {@code NodeForget}; what is left without a record is not in the spec.
 */
final class NodeCleanup implements Duty {
  /** It reads all records so often in the time after which it forgets: rarely, since there may be ten thousand. */
  private static final int READS = 8;

  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  private final Core core;
  private final Duration forgetAfter;
  /** A node that waits before it joins again has no record, and its failures are to stay. */
  private final Duration keepLeft;
  private final Duration look;
  private final Duration pause;
  private final Alarm alarm;
  private final Sightings<Long> failed = new Sightings<>();
  private final Sightings<Map<Bytes, Bytes>> gone = new Sightings<>();
  private final Queue<Runnable> removals = new ArrayDeque<>();
  private Duration untilNextLook;

  NodeCleanup(Core core) {
    this.core = core;
    this.forgetAfter = core.settings().forgetAfter();
    this.keepLeft = longer(forgetAfter, core.settings().rejoinDelay().multipliedBy(2));
    this.look = core.settings().lookInterval();
    this.pause = longer(look, forgetAfter.dividedBy(READS));
    this.alarm = core.alarm();
  }

  /** Since when each node has been seen the same. */
  private static final class Sightings<V> {
    private Map<NodeId, Sighting<V>> seen = Map.of();

    private record Sighting<V>(V what, long sinceNanos) {}

    /** Tells for how long each has been so. */
    void see(Map<NodeId, V> found, long nowNanos, BiConsumer<NodeId, Duration> age) {
      Map<NodeId, Sighting<V>> next = new TreeMap<>();
      found.forEach((node, what) -> {
        Sighting<V> before = seen.get(node);
        long since = before != null && before.what.equals(what) ? before.sinceNanos : nowNanos;
        next.put(node, new Sighting<>(what, since));
        age.accept(node, Duration.ofNanos(nowNanos - since));
      });
      seen = next;
    }
  }

  @Override
  public boolean waitsForHeartbeat() {
    return true;
  }

  @Override
  public long run() {
    if (!core.process().believesPrimary() || !core.hasLease()) {
      alarm.off();
      removals.clear();
      return Alarm.NEVER;
    }
    if (!alarm.isSet()) {
      alarm.now();
    }
    if (alarm.isDue()) {
      alarm.in(pause);
      look();
      alarm.in(untilNextLook);
    }
    if (!removals.isEmpty()) {
      removals.remove().run();
    }
    return removals.isEmpty() ? alarm.left() : 0;
  }

  private void look() {
    Keys keys = core.context().keys();
    Map<NodeId, Long> failedNow = new TreeMap<>();
    Map<NodeId, Map<Bytes, Bytes>> left;
    try (Transaction transaction = core.context().store().begin(core.context().config().stepTimeout())) {
      Map<NodeId, NodeRecord> records = new Registry(transaction.snapshot(), keys, core.damage()::found).records();
      records.forEach((node, record) -> {
        if (record.state() == NodeState.FAILED) {
          failedNow.put(node, record.incarnation());
        }
      });
      left = Leftovers.read(transaction.snapshot(), keys, records.keySet());
    }
    removals.clear();
    untilNextLook = pause;
    failed.see(failedNow, core.now(), (node, age) -> removeOnce(forgetAfter.minus(age), () -> forget(node)));
    gone.see(left, core.now(), (node, age) -> removeOnce(keepLeft.minus(age), () -> remove(node, left.get(node))));
  }

  private void removeOnce(Duration rest, Runnable removal) {
    if (rest.isNegative() || rest.isZero()) {
      removals.add(removal);
    } else if (rest.compareTo(untilNextLook) < 0) {
      untilNextLook = longer(look, rest);
    }
  }

  private void forget(NodeId node) {
    core.take("NodeForget", node, outcome -> {
      if (outcome instanceof StepOutcome.Performed) {
        LOG.info("forgets node={} target={} failedFor={}", core.self(), node, forgetAfter);
      }
    });
  }

  /** What does not succeed is done after the next look. */
  private void remove(NodeId node, Map<Bytes, Bytes> left) {
    try (Transaction transaction = core.context().store().begin(core.context().config().stepTimeout())) {
      if (Leftovers.remove(transaction, core.context().keys(), node, left)) {
        transaction.commit();
      }
    }
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
