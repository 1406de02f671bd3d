package dev.rollcall.store.fdb;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.FDBException;
import com.apple.foundationdb.Transaction;
import com.apple.foundationdb.directory.DirectoryLayer;
import com.apple.foundationdb.directory.DirectorySubspace;
import com.apple.foundationdb.directory.NoSuchDirectoryException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Finds where in a cluster a store is. */
final class Locations {
  private static final int DIRECTORY_RETRIES = 20;

  private Locations() {}

  /**
   * The prefix of all keys at the options' location; a directory that is not there is created, if they say so.
   *
   * @throws DirectoryMissingException if it is not to be created
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
        return open(transaction, directory).join().pack();
      });
    } catch (FDBException e) {
      throw FdbErrors.ofRead(e, "directory " + directory.path());
    } catch (CompletionException e) {
      if (e.getCause() instanceof NoSuchDirectoryException) {
        throw new DirectoryMissingException(directory.path(), options.clusterFile());
      }
      throw FdbErrors.ofRead(FdbErrors.cause(e), "directory " + directory.path());
    }
  }

  private static CompletableFuture<DirectorySubspace> open(Transaction transaction, FdbOptions.Directory directory) {
    DirectoryLayer layer = DirectoryLayer.getDefault();
    return directory.created()
        ? layer.createOrOpen(transaction, directory.path()) : layer.open(transaction, directory.path());
  }
}
