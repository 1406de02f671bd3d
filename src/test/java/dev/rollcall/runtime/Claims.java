package dev.rollcall.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Judges claims to what one process at a time may hold, such as an office or an actor. The store numbers these. So a
 * claim with an older number that is made after one with a newer number is wrong: both held it at once. Not
 * thread-safe.
 */
final class Claims {
  /** Older numbers are forgotten; a claim that is older still is compared with the newer ones all the same. */
  private static final int REMEMBERED = 64;

  private final Map<String, NavigableMap<Long, Claim>> claims = new HashMap<>();
  private final Set<String> told = new HashSet<>();

  /**
   * The first claim that was seen with its number.
   *
   * @param byNanos an instant by which it was made
   */
  private record Claim(String claimant, long byNanos) {}

  /**
   * A claim that was seen.
   *
   * @param number of the term or epoch
   * @param beforeNanos an instant before it was asked for
   * @param afterNanos an instant after that
   * @return what is wrong, if nothing was with this subject before
   */
  List<String> add(String subject, long number, String claimant, long beforeNanos, long afterNanos) {
    List<String> wrong = new ArrayList<>();
    NavigableMap<Long, Claim> known = claims.computeIfAbsent(subject, any -> new TreeMap<>());
    Claim same = known.get(number);
    if (same != null && !same.claimant.equals(claimant)) {
      wrong.add(number + " of " + subject + ": of " + same.claimant + ", but claimed by " + claimant);
    }
    known.tailMap(number, false).forEach((newer, claim) -> {
      if (claim.byNanos - beforeNanos < 0) {
        wrong.add(number + " of " + subject + ": claimed by " + claimant + " "
            + (beforeNanos - claim.byNanos) / 1_000 + " us after " + newer + " by " + claim.claimant);
      }
    });
    if (same == null) {
      known.put(number, new Claim(claimant, afterNanos));
      if (known.size() > REMEMBERED) {
        known.pollFirstEntry();
      }
    }
    return wrong.isEmpty() || told.add(subject) ? wrong : List.of();
  }
}
