package dev.rollcall.store.memory;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * The armed watches of a store, by key, so that a commit looks only at those of the keys that it wrote: there may be
 * many thousands. Guarded by the store's lock, except that futures complete outside it.
 */
final class Watches {

  /** A watch for the value under {@code key} to differ from {@code seen}, which is null for no value. */
  record Watch(Bytes key, Bytes seen, CompletableFuture<Void> future) {}

  private final NavigableMap<Bytes, OfKey> armed = new TreeMap<>();

  /** Those of one key. The done ones go whenever there are twice as many as there were pending ones. */
  private static final class OfKey {
    private static final int FEW = 8;

    private final List<Watch> watches = new ArrayList<>(1);
    private int sweepAt = FEW;

    void add(Watch watch) {
      if (watches.size() >= sweepAt) {
        watches.removeIf(w -> w.future().isDone());
        sweepAt = Math.max(FEW, 2 * watches.size());
      }
      watches.add(watch);
    }

    /** Moves those whose value is another now. */
    boolean takeChanged(Bytes value, List<Watch> changed) {
      watches.removeIf(watch -> {
        boolean fires = !Objects.equals(value, watch.seen());
        if (fires) {
          changed.add(watch);
        }
        return fires || watch.future().isDone();
      });
      return watches.isEmpty();
    }
  }

  /** Arms watches; returns those whose value in {@code entries} is not what they saw, which are not armed. */
  List<Watch> arm(List<Watch> watches, SortedEntries entries) {
    List<Watch> changed = new ArrayList<>();
    for (Watch watch : watches) {
      if (Objects.equals(entries.get(watch.key()), watch.seen())) {
        armed.computeIfAbsent(watch.key(), key -> new OfKey()).add(watch);
      } else {
        changed.add(watch);
      }
    }
    return changed;
  }

  /**
   * Takes out and returns the watches whose value in {@code entries} is not what they saw.
   *
   * @param written the keys whose values may have changed
   */
  List<Watch> takeChanged(SortedEntries entries, KeySet written) {
    if (armed.isEmpty()) {
      return List.of();
    }
    List<Watch> changed = new ArrayList<>();
    written.forEach((begin, end) -> {
      if (end != null) {
        takeChanged(entries, armed.subMap(begin, end), changed);
        return;
      }
      OfKey watches = armed.get(begin);
      if (watches != null && watches.takeChanged(entries.get(begin), changed)) {
        armed.remove(begin);
      }
    });
    return changed;
  }

  /** The same where any key may have changed. */
  List<Watch> takeChanged(SortedEntries entries) {
    List<Watch> changed = new ArrayList<>();
    takeChanged(entries, armed, changed);
    return changed;
  }

  private static void takeChanged(SortedEntries entries, Map<Bytes, OfKey> armed, List<Watch> changed) {
    armed.entrySet().removeIf(of -> of.getValue().takeChanged(entries.get(of.getKey()), changed));
  }

  List<Watch> takeAll() {
    List<Watch> all = new ArrayList<>();
    armed.values().forEach(of -> all.addAll(of.watches));
    armed.clear();
    return all;
  }

  static void fire(List<Watch> watches) {
    for (Watch watch : watches) {
      watch.future().complete(null);
    }
  }

  static void cancel(List<Watch> watches) {
    for (Watch watch : watches) {
      watch.future().cancel(false);
    }
  }

  static void fail(List<Watch> watches) {
    for (Watch watch : watches) {
      watch.future().completeExceptionally(
          new StoreUnavailableException("store closed while key '" + watch.key() + "' was watched"));
    }
  }
}
