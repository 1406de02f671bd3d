package dev.rollcall.status;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.schema.Heartbeat;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How old heartbeats are. The store holds counters and no times, so an age is what whoever asks has itself watched, on
 * its own monotonic clock: bounds, which are close where it looks often. For people and health checks; what decides
 * that a node is failed is {@link dev.rollcall.detector.Watch}. Immutable.
 */
public final class HeartbeatAges {
  /** Nothing was looked at yet. */
  public static final HeartbeatAges NONE = new HeartbeatAges(0, 0, false, Collections.emptyMap());

  /** The heartbeat, the end of the first look that saw it, and the beginning of the last that saw another. */
  private record Sighting(Heartbeat heartbeat, long firstSeenNanos, OptionalLong notYetSeenNanos) {}

  private final long beganNanos;
  private final long endedNanos;
  private final boolean looked;
  private final Map<NodeId, Sighting> sightings;

  private HeartbeatAges(long beganNanos, long endedNanos, boolean looked, Map<NodeId, Sighting> sightings) {
    this.beganNanos = beganNanos;
    this.endedNanos = endedNanos;
    this.looked = looked;
    this.sightings = sightings;
  }

  /**
   * What is known of a heartbeat's age, at the latest look.
   *
   * @param still it has been the same for so long, at least
   * @param beatWithin it came so long ago, at most; empty if no look saw an earlier one, or none
   */
  public record Age(Duration still, Optional<Duration> beatWithin) {}

  /**
   * What is known after another look.
   *
   * @param beganNanos the monotonic clock, read before the store was
   * @param endedNanos the same clock, read after the store was
   */
  public HeartbeatAges look(long beganNanos, long endedNanos, Map<NodeId, Heartbeat> heartbeats) {
    Map<NodeId, Sighting> next = new TreeMap<>();
    heartbeats.forEach((node, heartbeat) -> {
      Sighting before = sightings.get(node);
      next.put(node, before != null && before.heartbeat().equals(heartbeat) ? before
          : new Sighting(heartbeat, endedNanos, looked ? OptionalLong.of(this.beganNanos) : OptionalLong.empty()));
    });
    return new HeartbeatAges(beganNanos, endedNanos, true, next);
  }

  /** The age of the node's heartbeat; empty if it had none at the latest look. */
  public Optional<Age> age(NodeId node) {
    return Optional.ofNullable(sightings.get(node)).map(sighting -> new Age(
        Duration.ofNanos(Math.max(0, beganNanos - sighting.firstSeenNanos())),
        sighting.notYetSeenNanos().isEmpty() ? Optional.empty()
            : Optional.of(Duration.ofNanos(endedNanos - sighting.notYetSeenNanos().getAsLong()))));
  }

  /** Whether some look saw the node's heartbeat follow an earlier one, or none. */
  public boolean hasBeaten(NodeId node) {
    return age(node).flatMap(Age::beatWithin).isPresent();
  }
}
