package dev.rollcall.store.fdb;

import static dev.rollcall.store.fdb.FdbErrors.Meaning.CALLER;
import static dev.rollcall.store.fdb.FdbErrors.Meaning.CONFLICT;
import static dev.rollcall.store.fdb.FdbErrors.Meaning.MAYBE;
import static dev.rollcall.store.fdb.FdbErrors.Meaning.MAYBE_STILL;
import static dev.rollcall.store.fdb.FdbErrors.Meaning.MISUSE;
import static dev.rollcall.store.fdb.FdbErrors.Meaning.NOTHING;

import com.apple.foundationdb.FDBException;
import dev.rollcall.store.StoreUnavailableException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * What FoundationDB's error codes come to, during a read and during a commit. FoundationDB's own retry loop asks
 * only whether it may try again; here it also counts whether anything may have been applied.
 *
 * <p>A code that is not listed has the meanings of one that tells nothing: of a read that failed nothing can have
 * been applied, of a commit it is not known.
 */
enum FdbErrors {
  // What a commit is for.
  /** Somebody wrote what this transaction read. */
  NOT_COMMITTED(1020, NOTHING, CONFLICT),
  /** The client has made sure, by a conflicting transaction of its own, that it is not still under way. */
  COMMIT_UNKNOWN_RESULT(1021, NOTHING, MAYBE),
  /** The client's idempotency ids are not used, so this cannot be; if it is, it says the same. */
  COMMIT_UNKNOWN_RESULT_FATAL(1022, NOTHING, MAYBE),

  // The client gave up by itself, and the commit it had sent may arrive later.
  /** The time that {@code begin} gave is over. */
  TRANSACTION_TIMED_OUT(1031, NOTHING, MAYBE_STILL),
  /** Some part of the client waited too long. */
  TIMED_OUT(1004, NOTHING, MAYBE_STILL),
  /** The store was closed meanwhile, or the transaction. */
  TRANSACTION_CANCELLED(1025, NOTHING, MAYBE_STILL),
  /** As before, seen from within the client. */
  OPERATION_CANCELLED(1101, NOTHING, MAYBE_STILL),
  /** The client changed to another library because the servers were upgraded; the old one had sent the commit. */
  CLUSTER_VERSION_CHANGED(1039, NOTHING, MAYBE_STILL),
  /** The client should have made this 1021, which it does once it is sure; here it has not. */
  REQUEST_MAYBE_DELIVERED(1030, NOTHING, MAYBE_STILL),

  // The servers cannot serve this version of the data.
  /** Older than five seconds: no server remembers enough to read, nor to tell a conflict. */
  TRANSACTION_TOO_OLD(1007, NOTHING, CONFLICT),
  /** The server is behind the read version; the client has already waited for it. */
  FUTURE_VERSION(1009, NOTHING, NOTHING),
  /** The same, and the server knows that it will take long. */
  PROCESS_BEHIND(1037, NOTHING, NOTHING),

  // The servers refuse, and have applied nothing.
  /** An operator, a backup or a restore has locked the database: no use to try before it is unlocked. */
  DATABASE_LOCKED(1038, NOTHING, NOTHING),
  COMMIT_PROXY_MEMORY_LIMIT_EXCEEDED(1042, NOTHING, NOTHING),
  GRV_PROXY_MEMORY_LIMIT_EXCEEDED(1078, NOTHING, NOTHING),
  BATCH_TRANSACTION_THROTTLED(1051, NOTHING, NOTHING),
  TAG_THROTTLED(1213, NOTHING, NOTHING),
  PROXY_TAG_THROTTLED(1223, NOTHING, NOTHING),
  STORAGE_QUOTA_EXCEEDED(1225, NOTHING, NOTHING),

  // The cluster uses tenants in a way that leaves this store out; no transaction of it is ever let in.
  TENANT_NAME_REQUIRED(2130, NOTHING, NOTHING),
  TENANT_NOT_FOUND(2131, NOTHING, NOTHING),
  TENANTS_DISABLED(2136, NOTHING, NOTHING),
  ILLEGAL_TENANT_ACCESS(2138, NOTHING, NOTHING),
  TENANT_REMOVED(2142, NOTHING, NOTHING),
  TENANT_LOCKED(2144, NOTHING, NOTHING),

  // The caller's fault, told as the SPI has it.
  KEY_OUTSIDE_LEGAL_RANGE(2004, CALLER, CALLER),
  INVERTED_RANGE(2005, CALLER, CALLER),
  RANGE_LIMITS_INVALID(2012, CALLER, CALLER),
  /** Writes and conflict ranges together pass 10 MB; refused before it is sent. */
  TRANSACTION_TOO_LARGE(2101, CALLER, CALLER),
  KEY_TOO_LARGE(2102, CALLER, CALLER),
  VALUE_TOO_LARGE(2103, CALLER, CALLER),
  /** A read where the transaction's own versionstamped key will come to be. */
  ACCESSED_UNREADABLE(1036, MISUSE, MISUSE),
  USED_DURING_COMMIT(2017, MISUSE, MISUSE);

  /** What a failed call says of the transaction. */
  enum Meaning {
    /** Nothing was applied, and a new transaction may fare better. */
    NOTHING,
    /** Nothing was applied, because of another transaction. */
    CONFLICT,
    /** All was applied or nothing, and that is settled. */
    MAYBE,
    /** The same, but it may yet be applied. */
    MAYBE_STILL,
    /** Nothing was applied, nor would be: an argument is wrong. */
    CALLER,
    /** Nothing was applied, nor would be: the call does not belong there. */
    MISUSE
  }

  private static final Map<Integer, FdbErrors> BY_CODE = new HashMap<>();

  static {
    for (FdbErrors error : values()) {
      BY_CODE.put(error.code, error);
    }
  }

  private final int code;
  private final Meaning duringRead;
  private final Meaning duringCommit;

  FdbErrors(int code, Meaning duringRead, Meaning duringCommit) {
    this.code = code;
    this.duringRead = duringRead;
    this.duringCommit = duringCommit;
  }

  int code() {
    return code;
  }

  static Meaning duringRead(int code) {
    FdbErrors listed = BY_CODE.get(code);
    return listed == null ? NOTHING : listed.duringRead;
  }

  static Meaning duringCommit(int code) {
    FdbErrors listed = BY_CODE.get(code);
    return listed == null ? MAYBE_STILL : listed.duringCommit;
  }

  /**
   * What the SPI throws for a call that failed before its transaction's commit.
   *
   * @param call what was tried
   */
  static RuntimeException ofRead(FDBException error, String call) {
    return exception(duringRead(error.getCode()), error, call);
  }

  /** The error itself, for callers that know FoundationDB. */
  static RuntimeException unchanged(FDBException error, String call) {
    return error;
  }

  /** What the SPI throws for a meaning that is an exception. */
  static RuntimeException exception(Meaning meaning, FDBException error, String call) {
    String told = call + ": FoundationDB: " + error.getMessage() + " (" + error.getCode() + ")";
    return switch (meaning) {
      case CALLER -> new IllegalArgumentException(told, error);
      case MISUSE -> new IllegalStateException(told, error);
      default -> new StoreUnavailableException(told, error);
    };
  }

  /** The error that FoundationDB's future ended with; whatever else it ended with is thrown. */
  static FDBException cause(CompletionException ended) {
    if (ended.getCause() instanceof FDBException error) {
      return error;
    }
    throw ended;
  }
}
