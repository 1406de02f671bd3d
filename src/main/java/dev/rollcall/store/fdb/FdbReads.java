package dev.rollcall.store.fdb;

import com.apple.foundationdb.FDBException;
import com.apple.foundationdb.Range;
import com.apple.foundationdb.ReadTransaction;
import com.apple.foundationdb.StreamingMode;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.ReadView;
import dev.rollcall.store.StoreLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The reads of a transaction of FoundationDB, below a prefix. As thread-safe as that transaction. */
final class FdbReads implements ReadView {
  private final ReadTransaction reads;
  private final KeyPrefix prefix;
  private final BiFunction<FDBException, String, RuntimeException> failure;

  /**
   * @param failure what is thrown for an error of FoundationDB, given what was to be read
   */
  FdbReads(ReadTransaction reads, KeyPrefix prefix, BiFunction<FDBException, String, RuntimeException> failure) {
    this.reads = reads;
    this.prefix = prefix;
    this.failure = failure;
  }

  @Override
  public Bytes get(Bytes key) {
    StoreLimits.checkKey(key);
    byte[] value = await(reads.get(prefix.in(key)), () -> "key '" + key + "'");
    return value == null ? null : Bytes.of(value);
  }

  @Override
  public List<Bytes> getAll(List<Bytes> keys) {
    keys.forEach(StoreLimits::checkKey);
    List<CompletableFuture<byte[]>> values = keys.stream().map(key -> reads.get(prefix.in(key))).toList();
    List<Bytes> all = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      Bytes key = keys.get(i);
      byte[] value = await(values.get(i), () -> "key '" + key + "'");
      all.add(value == null ? null : Bytes.of(value));
    }
    return all;
  }

  @Override
  public List<KeyValue> getRange(KeyRange range, int limit, boolean reverse) {
    StoreLimits.checkRange(range);
    if (limit < 0) {
      throw new IllegalArgumentException("limit " + limit + " is negative");
    }
    Range absolute = prefix.in(range);
    return prefix.out(await(reads.getRange(absolute, limit, reverse, StreamingMode.WANT_ALL).asList(),
        () -> "keys from '" + range.begin() + "' to '" + range.end() + "'"));
  }

  private <T> T await(CompletableFuture<T> future, Supplier<String> what) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw failure.apply(FdbErrors.cause(e), what.get());
    }
  }
}
