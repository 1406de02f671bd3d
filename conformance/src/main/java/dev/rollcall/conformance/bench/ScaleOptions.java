package dev.rollcall.conformance.bench;

import dev.rollcall.MembershipConfig;
import dev.rollcall.runtime.MemberSettings;
import java.time.Duration;

/**
 * How clusters of different sizes are compared.
 *
 * @param time of virtual time that a calm cluster is counted for; at least a lease, or not every duty has its turn
 * @param seed of all that is random
 */
public record ScaleOptions(MembershipConfig config, MemberSettings settings, Duration time, long seed) {

  /**
   * @throws IllegalArgumentException if the time is too short
   */
  public ScaleOptions {
    if (time.compareTo(config.leaseDuration()) < 0) {
      throw new IllegalArgumentException(
          "a calm cluster is to be counted for a lease of " + config.leaseDuration() + " at least, not " + time);
    }
  }

  /** The cluster's settings as they are unless told, and so much time. */
  public static ScaleOptions of(Duration time, long seed) {
    return new ScaleOptions(MembershipConfig.DEFAULT, MemberSettings.of(MembershipConfig.DEFAULT), time, seed);
  }
}
