package dev.rollcall.conformance.explore;

/**
 * How a store fails in the course of one step. Immutable.
 *
 * @param call for {@link Kind#UNAVAILABLE} only: the call from which on the store is not reached, 0 being
 *     the beginning of the transaction
 */
public record StoreFault(Kind kind, int call) {

  /** Ways to fail. */
  public enum Kind {
    /** The store is not reached from one of its calls on; nothing is applied. */
    UNAVAILABLE,
    /** Another transaction was faster; nothing is applied. */
    CONFLICT,
    /** The transaction is applied, but its outcome is reported as unknown. */
    UNKNOWN_COMMITTED,
    /** The transaction is not applied, and its outcome is reported as unknown. */
    UNKNOWN_NOT_COMMITTED
  }

  public static final StoreFault CONFLICT = new StoreFault(Kind.CONFLICT, 0);
  public static final StoreFault UNKNOWN_COMMITTED = new StoreFault(Kind.UNKNOWN_COMMITTED, 0);
  public static final StoreFault UNKNOWN_NOT_COMMITTED = new StoreFault(Kind.UNKNOWN_NOT_COMMITTED, 0);

  /** The store is not reached from this call on. */
  public static StoreFault unavailableAt(int call) {
    return new StoreFault(Kind.UNAVAILABLE, call);
  }

  @Override
  public String toString() {
    return kind == Kind.UNAVAILABLE ? kind + " at store call " + call : kind.toString();
  }
}
