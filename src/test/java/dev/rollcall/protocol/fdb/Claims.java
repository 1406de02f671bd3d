package dev.rollcall.protocol.fdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.ProcessState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * When which process claimed to be primary, read from what processes report. The times are those of one machine's
 * monotonic clock, which its processes share here; the protocol itself never compares them.
 */
final class Claims {
  private static final String MADE = "claims";
  private static final String ENDED = "resigns";

  /** A process in one term: no two of them may claim at once. */
  private record Claimant(String node, long incarnation, long term) {}

  private record Claim(Claimant by, long from, long until) {}

  private final List<Claim> claims = new ArrayList<>();

  static String made(NodeId node, ProcessState state, long now) {
    long until = state.lease().since().nanos() + state.lease().duration().toNanos();
    return String.join(" ", MADE, claimant(node, state), Long.toString(now), Long.toString(until));
  }

  static String ended(NodeId node, ProcessState state, long now) {
    return String.join(" ", ENDED, claimant(node, state), Long.toString(now));
  }

  private static String claimant(NodeId node, ProcessState state) {
    return node + " " + state.incarnation() + " " + state.primaryTerm();
  }

  /** Adds what a process reported, in its order; other lines are passed over. */
  void addAll(Collection<String> lines) {
    for (String line : lines) {
      String[] word = line.split(" ");
      if (word[0].equals(MADE) && word.length == 6) {
        claims.add(new Claim(claimant(word), Long.parseLong(word[4]), Long.parseLong(word[5])));
      } else if (word[0].equals(ENDED) && word.length == 5) {
        end(claimant(word), Long.parseLong(word[4]));
      }
    }
  }

  private static Claimant claimant(String[] word) {
    return new Claimant(word[1], Long.parseLong(word[2]), Long.parseLong(word[3]));
  }

  private void end(Claimant by, long at) {
    claims.replaceAll(claim ->
        claim.by.equals(by) && claim.until > at ? new Claim(by, claim.from, Math.max(claim.from, at)) : claim);
  }

  int count() {
    return claims.size();
  }

  /** Who was elected in which term, of those who knew of it. */
  Map<Long, String> primaries() {
    Map<Long, String> primaries = new TreeMap<>();
    claims.forEach(claim -> {
      String process = claim.by.node + "#" + claim.by.incarnation;
      assertThat(primaries.merge(claim.by.term, process, (old, same) -> old)).as("primary of term %d", claim.by.term)
          .isEqualTo(process);
    });
    return primaries;
  }

  /** Fails if two processes claimed at one moment, or a later term's claim came before an earlier one's. */
  void assertOneAtATime() {
    List<Claim> inOrder = new ArrayList<>(claims);
    inOrder.sort(Comparator.comparingLong(Claim::from));
    Claim latest = null;
    for (Claim claim : inOrder) {
      if (latest != null && !latest.by.equals(claim.by)) {
        assertThat(claim.from).as("%s begins after %s has ended", claim, latest).isGreaterThanOrEqualTo(latest.until);
        assertThat(claim.by.term).as("term of %s after %s", claim, latest).isGreaterThan(latest.by.term);
      }
      latest = latest == null || claim.until >= latest.until || !latest.by.equals(claim.by) ? claim : latest;
    }
  }
}
