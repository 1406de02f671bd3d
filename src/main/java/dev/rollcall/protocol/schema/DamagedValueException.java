package dev.rollcall.protocol.schema;

import dev.rollcall.store.Bytes;

/** A value in the store is not what its key promises. Nothing was changed; a person has to look at it. */
public final class DamagedValueException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final transient Bytes key;
  private final String problem;

  public DamagedValueException(Bytes key, String problem) {
    super("value of key '" + KeyTuple.describe(key) + "': " + problem
        + "; if a newer version of Rollcall wrote it, upgrade this node, otherwise restore the key");
    this.key = key;
    this.problem = problem;
  }

  /** The key whose value is damaged. */
  public Bytes key() {
    return key;
  }

  /** What is wrong with the value, without its key and without advice. */
  public String problem() {
    return problem;
  }

  /** Told of damage where nothing may be left out: throws it. */
  @SuppressWarnings("DoNotCallSuggester") // It is given as a consumer, and not called by name.
  public static void raise(DamagedValueException damage) {
    throw damage;
  }

  static DamagedValueException outOfRange(Bytes key, String what, long found, long least) {
    return new DamagedValueException(key, what + " is " + found + ", but must be at least " + least);
  }
}
