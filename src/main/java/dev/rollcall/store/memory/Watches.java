package dev.rollcall.store.memory;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** The armed watches of a store. Guarded by the store's lock, except that futures complete outside it. */
final class Watches {

  /** A watch for the value under {@code key} to differ from {@code seen}, which is null for no value. */
  record Watch(Bytes key, Bytes seen, CompletableFuture<Void> future) {}

  private List<Watch> armed = new ArrayList<>();

  void arm(List<Watch> watches) {
    armed.addAll(watches);
  }

  /** Takes out and returns the watches whose value in {@code entries} is not what they saw. */
  List<Watch> takeChanged(SortedEntries entries) {
    if (armed.isEmpty()) {
      return List.of();
    }
    List<Watch> changed = new ArrayList<>();
    armed.removeIf(watch -> {
      boolean fires = !Objects.equals(entries.get(watch.key()), watch.seen());
      if (fires) {
        changed.add(watch);
      }
      return fires || watch.future().isDone();
    });
    return changed;
  }

  List<Watch> takeAll() {
    List<Watch> all = armed;
    armed = new ArrayList<>();
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
