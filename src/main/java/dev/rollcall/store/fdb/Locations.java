package dev.rollcall.store.fdb;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.FDBException;
import com.apple.foundationdb.directory.DirectoryLayer;
import java.util.concurrent.CompletionException;

/** Finds where in a cluster a store is. */
final class Locations {
  private static final int DIRECTORY_RETRIES = 20;

  private Locations() {}

  /**
   * The prefix of all keys at the options' location; a directory is created if it is not there.
   *
   * @throws dev.rollcall.store.StoreUnavailableException if a directory could not be opened in time
   */
  static KeyPrefix prefix(Database database, FdbOptions options) {
    return new KeyPrefix(options.location() instanceof FdbOptions.Directory directory
        ? open(database, directory, options) : ((FdbOptions.Prefix) options.location()).bytes().toByteArray());
  }

  private static byte[] open(Database database, FdbOptions.Directory directory, FdbOptions options) {
    try {
      return database.run(transaction -> {
        transaction.options().setTimeout(options.timeout().toMillis());
        transaction.options().setRetryLimit(DIRECTORY_RETRIES);
        return DirectoryLayer.getDefault().createOrOpen(transaction, directory.path()).join().pack();
      });
    } catch (FDBException e) {
      throw FdbErrors.ofRead(e, "directory " + directory.path());
    } catch (CompletionException e) {
      throw FdbErrors.ofRead(FdbErrors.cause(e), "directory " + directory.path());
    }
  }
}
