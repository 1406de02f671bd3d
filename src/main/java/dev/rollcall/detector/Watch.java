package dev.rollcall.detector;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.schema.Heartbeat;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The heartbeats a process has watched, and since when each has stayed the same, on the process's own
 * monotonic clock. A watch that was interrupted begins again, so it never covers a time in which its
 * process was not looking. Immutable.
 *
 * <p>Because a node's timeout is longer than its lease can last on any clock, a heartbeat watched
 * unchanged for that long belongs to a lease that is over. TLA+: {@code silent}.
 */
public final class Watch {
  /** The watch of a process that is not looking. */
  public static final Watch NONE = new Watch(false, 0, Collections.emptyMap());

  private record Sighting(Observation observed, long sinceNanos) {}

  private static final long NOT_WATCHED = -1;

  private final boolean looking;
  private final long lastLookNanos;
  private final Map<NodeId, Sighting> sightings;

  private Watch(boolean looking, long lastLookNanos, Map<NodeId, Sighting> sightings) {
    this.looking = looking;
    this.lastLookNanos = lastLookNanos;
    this.sightings = sightings;
  }

  /**
   * The watch after another look at these heartbeats.
   *
   * <p>What is seen for the first time may have been written at any moment of the look, so it counts from
   * the look's end; what is seen again was still there at the look's beginning, and counts up to that.
   *
   * @param beganNanos the process's monotonic clock, read before the store was
   * @param endedNanos the same clock, read after the store was
   * @param gap the longest pause since the last look that still counts as watching
   */
  public Watch look(long beganNanos, long endedNanos, Duration gap, Map<NodeId, Observation> observations) {
    boolean unbroken = isUnbroken(beganNanos, gap);
    Map<NodeId, Sighting> next = new TreeMap<>();
    observations.forEach((node, observed) -> {
      Sighting before = unbroken ? sightings.get(node) : null;
      boolean same = before != null && before.observed.heartbeat().equals(observed.heartbeat());
      next.put(node, new Sighting(observed, same ? before.sinceNanos : endedNanos));
    });
    return new Watch(true, beganNanos, next);
  }

  /** Whether a look at this instant would still continue the watch. */
  public boolean isUnbroken(long nowNanos, Duration gap) {
    return looking && nowNanos - lastLookNanos <= gap.toNanos();
  }

  /**
   * Whether the node has been watched at this very heartbeat for its whole timeout.
   *
   * @param current the node's heartbeat as the asking transaction reads it
   */
  public boolean isSilent(NodeId node, Heartbeat current) {
    Sighting sighting = sightings.get(node);
    return sighting != null && sighting.observed.heartbeat().equals(current) && isSilent(sighting);
  }

  private boolean isSilent(Sighting sighting) {
    return watchedNanos(sighting) >= sighting.observed.timeout().toNanos();
  }

  /**
   * The timeout of this incarnation of the node, if the latest look saw one of its heartbeats; also if the watch was
   * interrupted since.
   */
  public Optional<Duration> timeout(NodeId node, long incarnation) {
    return Optional.ofNullable(sightings.get(node)).map(Sighting::observed)
        .filter(observed -> observed.heartbeat().incarnation() == incarnation).map(Observation::timeout);
  }

  /** How long the node has been watched at this very heartbeat, up to the last look; negative if it has not. */
  public long watchedNanos(NodeId node, Heartbeat current) {
    Sighting sighting = sightings.get(node);
    return sighting != null && sighting.observed.heartbeat().equals(current) ? watchedNanos(sighting) : NOT_WATCHED;
  }

  private long watchedNanos(Sighting sighting) {
    return Math.max(0, lastLookNanos - sighting.sinceNanos);
  }

  /**
   * Nanoseconds until the next of the watched nodes can be found silent, if it stays the same; as many as a long holds if
   * there is none. A look that begins then finds it.
   */
  public long nextSilentInNanos(long nowNanos) {
    return sightings.values().stream().filter(sighting -> !isSilent(sighting))
        .mapToLong(sighting -> Math.max(0, sighting.observed.timeout().toNanos() - (nowNanos - sighting.sinceNanos)))
        .min().orElse(Long.MAX_VALUE);
  }

  /**
   * The nodes that were watched unchanged for their whole timeout, up to the last look. A decision in a transaction
   * asks {@link #isSilent} about the heartbeat that the transaction reads. Immutable, and in
   * the order of ids, which simulations rely on: the order of other sets differs from process to process.
   */
  public Set<NodeId> silent() {
    return sightings.entrySet().stream().filter(e -> isSilent(e.getValue())).map(Map.Entry::getKey)
        .collect(Collectors.collectingAndThen(
            Collectors.toCollection(LinkedHashSet::new), Collections::unmodifiableSet));
  }

  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof Watch that && looking == that.looking
        && lastLookNanos == that.lastLookNanos && sightings.equals(that.sightings);
  }

  @Override
  public int hashCode() {
    return Objects.hash(looking, lastLookNanos, sightings);
  }

  @Override
  public String toString() {
    return looking ? "looked at " + lastLookNanos + ": " + sightings : "not looking";
  }
}
