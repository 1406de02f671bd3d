package dev.rollcall.store.memory;

/**
 * What a {@link ScriptedStore} does to one transaction. Immutable.
 *
 * @param kind how the transaction ends
 * @param call for {@link Kind#UNAVAILABLE} only, the call from which on the store is not reached: 0 is
 *     {@code begin}, 1 the first call on the transaction, and so on; {@code commit} counts too
 */
public record Fault(Kind kind, int call) {

  /** The ends that can be scripted. */
  public enum Kind {
    /** The store underneath decides. */
    NONE,
    /** The store is not reached; nothing is applied. */
    UNAVAILABLE,
    /** The commit conflicts; nothing is applied. */
    CONFLICT,
    /** The commit is tried; if it succeeds, its outcome is reported as unknown. */
    UNKNOWN_COMMITTED,
    /** Nothing is applied and the outcome is reported as unknown. */
    UNKNOWN_NOT_COMMITTED
  }

  /** No fault. */
  public static final Fault NONE = new Fault(Kind.NONE, 0);

  /** Every call fails, {@code begin} first. */
  public static final Fault UNAVAILABLE = unavailableAt(0);

  /** See {@link Kind#CONFLICT}. */
  public static final Fault CONFLICT = new Fault(Kind.CONFLICT, 0);

  /** See {@link Kind#UNKNOWN_COMMITTED}. */
  public static final Fault UNKNOWN_COMMITTED = new Fault(Kind.UNKNOWN_COMMITTED, 0);

  /** See {@link Kind#UNKNOWN_NOT_COMMITTED}. */
  public static final Fault UNKNOWN_NOT_COMMITTED = new Fault(Kind.UNKNOWN_NOT_COMMITTED, 0);

  public Fault {
    if (call < 0) {
      throw new IllegalArgumentException("call " + call + " is negative; 0 is the begin of the transaction");
    }
  }

  /** The store is not reached from call number {@code call} on; see {@link #call}. */
  public static Fault unavailableAt(int call) {
    return new Fault(Kind.UNAVAILABLE, call);
  }
}
