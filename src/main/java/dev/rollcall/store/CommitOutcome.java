package dev.rollcall.store;

/**
 * How a commit ended. All three are ordinary, so they are values; only a store that was not reached at
 * all is an exception ({@link StoreUnavailableException}).
 */
public sealed interface CommitOutcome {

  /**
   * The transaction was applied, all of it, at {@code versionstamp}; {@link Versionstamp#NONE} if it was
   * read-only.
   */
  record Committed(Versionstamp versionstamp) implements CommitOutcome {

    /** The outcome of every read-only transaction. */
    public static final Committed READ_ONLY = new Committed(Versionstamp.NONE);
  }

  /**
   * Nothing was applied, because something the transaction read was written meanwhile, or because it was
   * open for so long that the store can no longer tell. Run it again from the start. FoundationDB: 1020
   * (not committed), and 1007 (transaction too old) from a commit.
   */
  record Conflict() implements CommitOutcome {

    /** The only value there need be. */
    public static final Conflict INSTANCE = new Conflict();
  }

  /**
   * The transaction was applied as a whole or not at all, and it is not known which; it will not be
   * applied once another transaction of the same store has begun. A caller finds out by reading what it
   * would have written, before it runs the transaction again. FoundationDB: 1021 (commit unknown result),
   * and where its client gives up a commit that it had sent, such as 1031 (transaction timed out) and 1039
   * (cluster version changed); there the FoundationDB store itself sees to it that nothing is applied later.
   */
  record Unknown() implements CommitOutcome {

    /** The only value there need be. */
    public static final Unknown INSTANCE = new Unknown();
  }
}
