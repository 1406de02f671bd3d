package dev.rollcall.conformance.cli;

import dev.rollcall.MembershipConfig;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The settings of a real cluster, which are not in its store: who runs it must say if they are not the defaults. */
final class SettingsOptions {
  @Option(names = "--lease", paramLabel = "SECONDS", defaultValue = "10",
      description = "The cluster's leaseDuration (default: ${DEFAULT-VALUE}).")
  @Range("0.1..86400")
  private Duration lease;

  @Option(names = "--failure-timeout", paramLabel = "SECONDS", defaultValue = "15",
      description = "The cluster's failureTimeout, longer than a lease (default: ${DEFAULT-VALUE}).")
  @Range("0.1..604800")
  private Duration failureTimeout;

  @Option(names = "--max-drift", paramLabel = "FRACTION", defaultValue = "0.01",
      description = "The cluster's maxDrift (default: ${DEFAULT-VALUE}).")
  @Range("0..0.99")
  private double maxDrift;

  @Mixin private VotesOption votes;

  MembershipConfig config() {
    MembershipConfig standard = MembershipConfig.DEFAULT;
    Duration lookGap = standard.lookGap().compareTo(failureTimeout) < 0 ? standard.lookGap() : failureTimeout;
    try {
      return new MembershipConfig(lease, failureTimeout, maxDrift, lookGap, votes.votes(),
          Math.max(standard.successors(), votes.votes()));
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--lease, --failure-timeout, --max-drift: " + e.getMessage());
    }
  }
}
