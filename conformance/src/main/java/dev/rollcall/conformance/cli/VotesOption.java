package dev.rollcall.conformance.cli;

import picocli.CommandLine.Option;

/** How many suspicions a real cluster wants before a node is failed: its store does not say. */
final class VotesOption {
  @Option(names = "--votes", paramLabel = "N", defaultValue = "1",
      description = "The cluster's votes (default: ${DEFAULT-VALUE}).")
  @Range(Range.VOTES)
  private int votes;

  int votes() {
    return votes;
  }
}
