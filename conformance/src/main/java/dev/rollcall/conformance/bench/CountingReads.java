package dev.rollcall.conformance.bench;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.ReadView;
import java.util.List;

/** Reads that are counted; a key that has no value was read, too. As thread-safe as the reads themselves. */
class CountingReads implements ReadView {
  private final ReadView reads;
  private final Traffic traffic;

  CountingReads(ReadView reads, Traffic traffic) {
    this.reads = reads;
    this.traffic = traffic;
  }

  @Override
  public final Bytes get(Bytes key) {
    Bytes value = reads.get(key);
    traffic.read(1, key.length() + (value == null ? 0 : value.length()));
    return value;
  }

  @Override
  public final List<KeyValue> getRange(KeyRange range, int limit, boolean reverse) {
    List<KeyValue> entries = reads.getRange(range, limit, reverse);
    long bytes = 0;
    for (KeyValue entry : entries) {
      bytes += entry.key().length() + entry.value().length();
    }
    traffic.read(entries.size(), bytes);
    return entries;
  }
}
