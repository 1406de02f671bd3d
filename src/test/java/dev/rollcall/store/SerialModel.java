package dev.rollcall.store;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * What a store does when transactions run one after another: a plain sorted map that every call changes
 * at once. The yardstick for stores; knows nothing of conflicts and watches.
 */
public class SerialModel implements Transaction {

  private final TreeMap<Bytes, Bytes> entries;

  public SerialModel() {
    this(new TreeMap<>());
  }

  public SerialModel(SerialModel copied) {
    this(new TreeMap<>(copied.entries));
  }

  private SerialModel(TreeMap<Bytes, Bytes> entries) {
    this.entries = entries;
  }

  @Override
  public Bytes get(Bytes key) {
    return entries.get(key);
  }

  @Override
  public List<KeyValue> getRange(KeyRange range, int limit, boolean reverse) {
    var part = entries.subMap(range.begin(), true, range.end(), false);
    List<KeyValue> all = new ArrayList<>();
    (reverse ? part.descendingMap() : part).forEach((key, value) -> all.add(new KeyValue(key, value)));
    return limit == UNLIMITED || all.size() < limit ? all : all.subList(0, limit);
  }

  @Override
  public ReadView snapshot() {
    return this;
  }

  @Override
  public void set(Bytes key, Bytes value) {
    entries.put(key, value);
  }

  @Override
  public void clear(Bytes key) {
    entries.remove(key);
  }

  @Override
  public void clearRange(KeyRange range) {
    entries.subMap(range.begin(), range.end()).clear();
  }

  @Override
  public void add(Bytes key, long delta) {
    byte[] old = entries.getOrDefault(key, Bytes.EMPTY).toByteArray();
    byte[] sum = new byte[Long.BYTES];
    int carry = 0;
    for (int i = 0; i < sum.length; i++) {
      int digit = (i < old.length ? old[i] & 0xff : 0) + (int) (delta >>> 8 * i & 0xff) + carry;
      sum[i] = (byte) digit;
      carry = digit >>> 8;
    }
    entries.put(key, Bytes.of(sum));
  }

  @Override
  public void setVersionstampedKey(Bytes prefix, Bytes suffix, Bytes value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void addReadConflict(KeyRange range) {}

  @Override
  public void addReadConflict(Bytes key) {}

  @Override
  public void addWriteConflict(KeyRange range) {}

  @Override
  public void addWriteConflict(Bytes key) {}

  @Override
  public CompletableFuture<Void> watch(Bytes key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CommitOutcome commit() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
