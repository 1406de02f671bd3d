package dev.rollcall.conformance.membership;

import dev.rollcall.store.KeyValue;
import java.util.Arrays;
import java.util.List;

/**
 * What a simulated cluster holds beyond its projection, in a normal form: numbers, each under a label. Immutable.
 */
public final class HiddenState {
  private final List<String> labels;
  private final long[] codes;
  private final List<KeyValue> unknown;

  /**
   * @param labels of the codes, shared by all states of a cluster
   * @param codes never changed afterwards
   * @param unknown what the store holds under keys that no number stands for
   */
  public HiddenState(List<String> labels, long[] codes, List<KeyValue> unknown) {
    this.labels = labels;
    this.codes = codes;
    this.unknown = unknown;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof HiddenState that && Arrays.equals(codes, that.codes)
        && labels.equals(that.labels) && unknown.equals(that.unknown);
  }

  @Override
  public int hashCode() {
    long hash = unknown.hashCode();
    for (long code : codes) {
      // Codes are small or round: a smaller factor puts many in the same place.
      hash = (hash ^ code) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return (int) hash;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < codes.length; i++) {
      text.append(i == 0 ? "" : "; ").append(labels.get(i)).append(" = ").append(codes[i]);
    }
    unknown.forEach(entry -> text.append("; ").append(entry));
    return text.toString();
  }
}
