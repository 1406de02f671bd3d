package dev.rollcall.doctor;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.ReadView;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads some keys of which many were read at once. Not thread-safe; lives as long as the reads that it was made of. */
final class Prefetched implements ReadView {
  private final ReadView reads;
  private final Map<Bytes, Bytes> known = new HashMap<>();

  /**
   * @param read what is known already
   * @param wanted what is to be read at once
   */
  Prefetched(ReadView reads, List<KeyValue> read, Collection<Bytes> wanted) {
    this.reads = reads;
    read.forEach(entry -> known.put(entry.key(), entry.value()));
    List<Bytes> missing = wanted.stream().distinct().filter(key -> !known.containsKey(key)).toList();
    List<Bytes> values = reads.getAll(missing);
    for (int i = 0; i < missing.size(); i++) {
      known.put(missing.get(i), values.get(i));
    }
  }

  @Override
  public Bytes get(Bytes key) {
    return known.containsKey(key) ? known.get(key) : reads.get(key);
  }

  @Override
  public List<KeyValue> getRange(KeyRange range, int limit, boolean reverse) {
    return reads.getRange(range, limit, reverse);
  }
}
