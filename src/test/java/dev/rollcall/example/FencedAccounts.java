package dev.rollcall.example;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.subspace.Subspace;
import com.apple.foundationdb.tuple.Tuple;
import dev.rollcall.migration.ActorFence;
import dev.rollcall.store.fdb.FdbStore;

/** An application's accounts in FoundationDB, each an actor that alone changes its balance. */
final class FencedAccounts {
  private final Database database;
  private final Subspace accounts;
  private final FdbStore membership;

  FencedAccounts(Database database, Subspace accounts, FdbStore membership) {
    this.database = database;
    this.accounts = accounts;
    this.membership = membership;
  }

  /**
   * Pays in, and returns the new balance. When the actor runs elsewhere, the exception that Database.run throws has a
   * StaleActorException as its cause.
   */
  long payIn(ActorFence fence, long amount) {
    return database.run(transaction -> {
      fence.check(membership.within(transaction));
      byte[] key = accounts.pack(fence.actor().value());
      byte[] stored = transaction.get(key).join();
      long balance = (stored == null ? 0 : Tuple.fromBytes(stored).getLong(0)) + amount;
      transaction.set(key, Tuple.from(balance).pack());
      return balance;
    });
  }
}
