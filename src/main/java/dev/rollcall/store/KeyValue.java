package dev.rollcall.store;

import java.util.Objects;

/** A key with its value, as a range read returns them. Immutable; neither is null. */
public record KeyValue(Bytes key, Bytes value) {

  public KeyValue {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
  }

  @Override
  public String toString() {
    return key + "=" + value;
  }
}
