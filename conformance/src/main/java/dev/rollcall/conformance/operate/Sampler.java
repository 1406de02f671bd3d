package dev.rollcall.conformance.operate;

import dev.rollcall.status.ClusterStatus;
import dev.rollcall.status.HeartbeatAges;
import dev.rollcall.status.StatusReader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Looks at a cluster again and again, so as to see how old heartbeats are. Not thread-safe. */
public final class Sampler {
  /** The pause between two looks: ages are known this closely. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final StatusReader reader;
  private final Pace pace;
  private final Duration sample;
  private HeartbeatAges ages = HeartbeatAges.NONE;

  /**
   * @param sample how long to look, and so for how long a heartbeat is taken for fresh; zero for a single look
   */
  public Sampler(StatusReader reader, Pace pace, Duration sample) {
    this.reader = reader;
    this.pace = pace;
    this.sample = sample;
  }

  /** One look; empty if the cluster is not there. Throws what {@link StatusReader#read} throws. */
  public Optional<Seen> look() {
    long began = pace.nanos();
    Optional<ClusterStatus> status = reader.read();
    long ended = pace.nanos();
    ages = ages.look(began, ended, status.map(ClusterStatus::heartbeats).orElse(Map.of()));
    return status.map(found -> new Seen(found, ages, sample, pace.now()));
  }

  /** Looks until every node was seen to beat, or the sample is over, or the pause says to end. */
  public Optional<Seen> sample() {
    long begun = pace.nanos();
    Optional<Seen> seen = look();
    while (seen.isPresent() && !seen.get().allHaveBeaten() && left(begun, sample).toNanos() > 0
        && pace.pause(shorter(PAUSE, left(begun, sample)))) {
      seen = look();
    }
    return seen;
  }

  /**
   * Looks for so long.
   *
   * @return what was seen last; empty if the cluster is not there, or the pause says to end
   */
  public Optional<Seen> lookFor(Duration time) {
    long begun = pace.nanos();
    Optional<Seen> seen = Optional.empty();
    while (left(begun, time).toNanos() > 0) {
      if (!pace.pause(shorter(PAUSE, left(begun, time)))) {
        return Optional.empty();
      }
      seen = look();
    }
    return seen;
  }

  private Duration left(long begun, Duration of) {
    return of.minusNanos(pace.nanos() - begun);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
