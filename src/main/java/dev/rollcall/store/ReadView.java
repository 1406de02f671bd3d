package dev.rollcall.store;

import java.util.List;
import java.util.stream.Collectors;

/** Reads of one consistent state. Thread-safety is that of the object the view was taken from. */
public interface ReadView {

  /** The limit of a range read that has none. */
  int UNLIMITED = 0;

  /**
   * The value under {@code key}, or null if there is none. Null rather than an {@code Optional}, because
   * protocol steps read several keys in every transaction and are checked by running many millions.
   *
   * @throws StoreUnavailableException if the store cannot be reached
   */
  Bytes get(Bytes key);

  /**
   * The values under all these keys, in their order, null where there is none: as {@link #get} for each, but a store
   * may ask for all of them before it waits for any.
   *
   * @throws StoreUnavailableException if the store cannot be reached
   */
  default List<Bytes> getAll(List<Bytes> keys) {
    return keys.stream().map(this::get).collect(Collectors.toList());
  }

  /**
   * The first {@code limit} entries of {@code range} in key order, or in {@code reverse} the last ones,
   * last first. The list is immutable.
   *
   * @param limit the most entries to return; {@link #UNLIMITED} for all
   * @throws IllegalArgumentException if {@code limit} is negative
   * @throws StoreUnavailableException if the store cannot be reached
   */
  List<KeyValue> getRange(KeyRange range, int limit, boolean reverse);

  /** All entries of {@code range} in key order. */
  default List<KeyValue> getRange(KeyRange range) {
    return getRange(range, UNLIMITED, false);
  }
}
