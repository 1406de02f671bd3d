package dev.rollcall.example;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.subspace.Subspace;
import com.apple.foundationdb.tuple.Tuple;
import dev.rollcall.protocol.PrimaryFence;
import dev.rollcall.store.fdb.FdbStore;

/** An application's ledger in FoundationDB, to which only the primary appends. */
final class FencedLedger {
  private final Database database;
  private final Subspace ledger;
  private final FdbStore membership;

  FencedLedger(Database database, Subspace ledger, FdbStore membership) {
    this.database = database;
    this.ledger = ledger;
    this.membership = membership;
  }

  /**
   * Appends an entry and returns its number. When the primary's term is over, the exception that Database.run throws
   * has a StalePrimaryException as its cause.
   */
  long append(PrimaryFence fence, String entry) {
    return database.run(transaction -> {
      fence.check(membership.within(transaction));
      byte[] length = transaction.get(ledger.pack("length")).join();
      long number = length == null ? 1 : Tuple.fromBytes(length).getLong(0) + 1;
      transaction.set(ledger.pack(Tuple.from("entry", number)), Tuple.from(fence.term(), entry).pack());
      transaction.set(ledger.pack("length"), Tuple.from(number).pack());
      return number;
    });
  }
}
