package dev.rollcall.conformance.bench;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a member costs the store the same however many there are. The largest cluster is compared with the smallest
 * in which members do not watch all others: of more than {@code successors} + 1.
 */
public final class Flatness {
  /** So many times the cost in the smaller cluster is still flat: longer ids make longer keys. */
  public static final double LIMIT = 1.5;

  private final ScaleResult small;
  private final ScaleResult large;

  private Flatness(ScaleResult small, ScaleResult large) {
    this.small = small;
    this.large = large;
  }

  /** The least size that costs are compared with. */
  public static int leastMembers(int successors) {
    return successors + 2;
  }

  /**
   * @throws IllegalArgumentException if fewer than two sizes are large enough to be compared
   */
  public static Flatness of(List<ScaleResult> results, int successors) {
    List<ScaleResult> compared = results.stream().filter(r -> r.members() >= leastMembers(successors))
        .sorted(Comparator.comparing(ScaleResult::members)).toList();
    if (compared.size() < 2) {
      throw new IllegalArgumentException("no two clusters of " + leastMembers(successors) + " members or more");
    }
    return new Flatness(compared.get(0), compared.get(compared.size() - 1));
  }

  public int smallest() {
    return small.members();
  }

  public int largest() {
    return large.members();
  }

  /** By cost: what it is in the largest cluster, divided by what it is in the smallest. */
  public Map<String, Double> ratios() {
    Map<String, Double> ratios = new LinkedHashMap<>();
    ratios.put("transactions", large.transactions() / small.transactions());
    ratios.put("commits", large.commits() / small.commits());
    ratios.put("keys read", large.keysRead() / small.keysRead());
    ratios.put("bytes read", large.bytesRead() / small.bytesRead());
    ratios.put("bytes written", large.bytesWritten() / small.bytesWritten());
    return ratios;
  }

  public boolean isFlat() {
    return ratios().values().stream().allMatch(ratio -> ratio <= LIMIT);
  }
}
