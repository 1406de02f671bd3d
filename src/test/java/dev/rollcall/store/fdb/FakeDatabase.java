package dev.rollcall.store.fdb;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.FDBException;
import com.apple.foundationdb.OptionConsumer;
import com.apple.foundationdb.Transaction;
import com.apple.foundationdb.TransactionOptions;
import dev.rollcall.store.Bytes;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A database that writes down what its transactions do, and ends their commits as it is told. */
final class FakeDatabase {
  private static final int TIMEOUT_OPTION = 500;
  private static final int COMMITTED = 0;

  /** One transaction: what it counted as read and as written, and what came of it. */
  static final class Recorded {
    final List<Bytes> readConflicts = new ArrayList<>();
    final List<Bytes> writeConflicts = new ArrayList<>();
    final List<String> calls = new ArrayList<>();
    long timeoutMillis;
  }

  final List<Recorded> transactions = new ArrayList<>();
  private final Deque<Integer> commits = new ArrayDeque<>();

  /** The next commits end with these errors, one each; those after them succeed. */
  void failsCommitsWith(int... codes) {
    for (int code : codes) {
      commits.add(code);
    }
  }

  FdbStore store() {
    FdbClient.Connection connection = new FdbClient.Connection(Optional.empty(), database());
    return new FdbStore(connection, new KeyPrefix(new byte[0]), Duration.ofSeconds(5));
  }

  Database database() {
    return proxy(Database.class, (method, args) -> method.getName().equals("createTransaction") ? begin() : null);
  }

  private Transaction begin() {
    Recorded recorded = new Recorded();
    transactions.add(recorded);
    OptionConsumer options = (code, parameter) -> {
      if (code == TIMEOUT_OPTION) {
        recorded.timeoutMillis = Bytes.of(parameter).littleEndianLong();
      }
    };
    Transaction snapshot = proxy(Transaction.class, (method, args) -> null);
    return proxy(Transaction.class, (method, args) -> {
      switch (method.getName()) {
        case "options":
          return new TransactionOptions(options);
        case "snapshot":
          return snapshot;
        case "addReadConflictKey":
          recorded.readConflicts.add(Bytes.of((byte[]) args[0]));
          return null;
        case "addWriteConflictKey":
          recorded.writeConflicts.add(Bytes.of((byte[]) args[0]));
          return null;
        case "getVersionstamp":
          return CompletableFuture.completedFuture(new byte[10]);
        case "commit":
          recorded.calls.add("commit");
          return commit();
        default:
          recorded.calls.add(method.getName());
          return null;
      }
    });
  }

  private CompletableFuture<Void> commit() {
    int code = commits.isEmpty() ? COMMITTED : commits.remove();
    return code == COMMITTED
        ? CompletableFuture.completedFuture(null) : CompletableFuture.failedFuture(new FDBException("as told", code));
  }

  @FunctionalInterface
  private interface Answers {
    Object to(Method method, Object[] args);
  }

  private static <T> T proxy(Class<T> type, Answers answers) {
    return type.cast(Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> answers.to(method, args)));
  }
}
