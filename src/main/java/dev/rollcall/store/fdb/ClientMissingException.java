package dev.rollcall.store.fdb;

/** This process cannot use FoundationDB, because a part of it is not installed; the message says which. */
public final class ClientMissingException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private ClientMissingException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What to install, told from what could not be loaded. */
  static ClientMissingException from(LinkageError error) {
    String reason = String.valueOf(error.getMessage());
    boolean bindingMissing = error instanceof NoClassDefFoundError && !reason.startsWith("Could not initialize");
    return bindingMissing
        ? new ClientMissingException("FoundationDB's Java binding is not on the class path (" + reason
            + "): add the dependency org.foundationdb:fdb-java, version 7.3", error)
        : new ClientMissingException("FoundationDB's native client cannot be loaded (" + reason
            + "): install the package foundationdb-clients of version 7.3 or newer, or put libfdb_c.so into a directory"
            + " named by LD_LIBRARY_PATH, and start again", error);
  }
}
