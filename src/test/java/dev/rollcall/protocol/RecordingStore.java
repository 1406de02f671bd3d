package dev.rollcall.protocol;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.ReadView;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Passes everything on, and keeps what was read, how, and what was written. Not thread-safe. */
public final class RecordingStore implements Store {
  public final Set<KeyRange> readsInConflict = new LinkedHashSet<>();
  public final Set<KeyRange> readsWithout = new LinkedHashSet<>();
  public final Set<KeyRange> writes = new LinkedHashSet<>();

  /** The keys whose values were found. */
  final Set<Bytes> found = new LinkedHashSet<>();

  /** Keys and values. */
  public long bytesRead;

  /** Keys, values and the ends of conflict ranges, which is what FoundationDB counts. */
  public long bytesCommitted;

  public int largestValue;

  private final Store store;

  public RecordingStore(Store store) {
    this.store = store;
  }

  @Override
  public Transaction begin() {
    Transaction transaction = store.begin();
    return proxy(Transaction.class, (self, method, args) -> {
      if (method.getName().equals("snapshot")) {
        ReadView snapshot = transaction.snapshot();
        return proxy(ReadView.class, (view, read, arguments) -> recorded(readsWithout, snapshot, read, arguments));
      }
      return recorded(readsInConflict, transaction, method, args);
    });
  }

  private Object recorded(Set<KeyRange> reads, Object target, Method method, Object[] args) throws Throwable {
    Object result;
    try {
      result = method.invoke(target, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    switch (method.getName()) {
      case "get" -> got(reads, (Bytes) args[0], (Bytes) result);
      case "watch" -> read(reads, KeyRange.single((Bytes) args[0]), null);
      case "getAll" -> allRead(reads, (List<?>) args[0], (List<?>) result);
      case "getRange" -> ranged(reads, (KeyRange) args[0], (List<?>) result);
      case "set" -> written(KeyRange.single((Bytes) args[0]), (Bytes) args[1]);
      case "add" -> written(KeyRange.single((Bytes) args[0]), Bytes.littleEndian((long) args[1]));
      case "clear" -> written(KeyRange.single((Bytes) args[0]), Bytes.EMPTY);
      case "clearRange" -> written((KeyRange) args[0], Bytes.EMPTY);
      case "commit", "close" -> { }
      default -> throw new AssertionError("the protocol calls " + method + ", of which this test knows nothing");
    }
    return result;
  }

  private void got(Set<KeyRange> reads, Bytes key, Bytes value) {
    read(reads, KeyRange.single(key), value);
    if (value != null) {
      found.add(key);
    }
  }

  private void allRead(Set<KeyRange> reads, List<?> keys, List<?> values) {
    for (int i = 0; i < keys.size(); i++) {
      read(reads, KeyRange.single((Bytes) keys.get(i)), (Bytes) values.get(i));
    }
  }

  private void read(Set<KeyRange> reads, KeyRange range, Bytes value) {
    reads.add(range);
    bytesRead += range.begin().length() + (value == null ? 0 : value.length());
    bytesCommitted += reads == readsInConflict ? ends(range) : 0;
  }

  private void ranged(Set<KeyRange> reads, KeyRange range, List<?> entries) {
    read(reads, range, null);
    entries.stream().map(KeyValue.class::cast).forEach(entry -> {
      found.add(entry.key());
      bytesRead += entry.key().length() + entry.value().length();
    });
  }

  private void written(KeyRange range, Bytes value) {
    writes.add(range);
    largestValue = Math.max(largestValue, value.length());
    bytesCommitted += ends(range) + range.begin().length() + value.length();
  }

  private static int ends(KeyRange range) {
    return range.begin().length() + range.end().length();
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Override
  public void close() {}
}
