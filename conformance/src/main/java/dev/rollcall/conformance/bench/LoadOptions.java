package dev.rollcall.conformance.bench;

import dev.rollcall.MembershipConfig;
import java.time.Duration;

/**
 * How a cluster is driven.
 *
 * @param config its settings
 * @param threads that take steps side by side, each for members of its own
 * @param time how long each thing is measured
 * @param paced whether each member waits for its next heartbeat, or sends the next at once
 * @param seed says when in an interval each member's turn is
 */
public record LoadOptions(MembershipConfig config, int threads, Duration time, boolean paced, long seed) {

  /** Three heartbeats a lease: one may be lost and one late. */
  public Duration interval() {
    return config.leaseDuration().dividedBy(3);
  }
}
