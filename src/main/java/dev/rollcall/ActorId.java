package dev.rollcall;

/**
 * The name of an actor, of which at most one process of a cluster runs one at a time. Immutable.
 *
 * <p>TLA+: {@code Actors}.
 *
 * @param value 1 to 128 letters, digits, {@code . _ : -}
 */
public record ActorId(String value) implements Comparable<ActorId> {

  /**
   * @throws IllegalArgumentException if the value is not of the allowed form
   */
  public ActorId {
    Names.require("actor id", value);
  }

  public static ActorId of(String value) {
    return new ActorId(value);
  }

  @Override
  public int compareTo(ActorId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
