package dev.rollcall.store;

/**
 * The store cannot be reached, and nothing of the transaction was applied. The transaction is of no
 * further use; trying again with a new one is safe.
 *
 * <p>Once a commit was sent, only errors which rule out that it was applied may become this; others are {@link
 * CommitOutcome.Unknown}.
 */
public class StoreUnavailableException extends RuntimeException {

  public StoreUnavailableException(String message) {
    super(message);
  }

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  private StoreUnavailableException(String message, boolean stackTrace) {
    super(message, null, stackTrace, stackTrace);
  }

  /** For a store that is cut off on purpose, millions of times: a stack trace costs more than all else. */
  public static StoreUnavailableException withoutStackTrace(String message) {
    return new StoreUnavailableException(message, false);
  }
}
