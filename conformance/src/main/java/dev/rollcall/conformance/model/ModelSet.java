package dev.rollcall.conformance.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How much is checked. Each set includes those before it. */
public enum ModelSet {
  /** Under a minute: for every save. */
  @JsonProperty("quick")
  QUICK,
  /** Under five minutes: for every push. */
  @JsonProperty("standard")
  STANDARD,
  /** Under an hour: all faults at once. */
  @JsonProperty("full")
  FULL;

  /** Whether a run of this set includes a model of that one. */
  public boolean includes(ModelSet other) {
    return other.compareTo(this) <= 0;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
