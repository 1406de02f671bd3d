package dev.rollcall.conformance.bench;

import dev.rollcall.MembershipConfig;
import dev.rollcall.runtime.MemberSettings;
import java.time.Duration;

/**
 * Which cluster loses its primary, and how often.
 *
 * @param config its settings
 * @param settings of each member; one that is killed again and again is not to wait before it joins again
 * @param nodes members that run when the primary is killed, the primary included
 * @param rounds how often it is killed
 * @param seed says when in a lease
 */
public record FailoverOptions(MembershipConfig config, MemberSettings settings, int nodes, int rounds, long seed) {
  public FailoverOptions {
    settings = settings.withRejoinDelay(Duration.ZERO);
  }

  /** What a failover may take if no step takes long. */
  public Duration bound() {
    return settings.failoverBound(config);
  }
}
