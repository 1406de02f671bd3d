package dev.rollcall.store.memory;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.ReadView;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * An immutable sorted map: a B+ tree, of which a change copies one path from the root. The few dozen keys of a
 * cluster are a single sorted array, which beats any other tree.
 */
final class SortedEntries implements Iterable<KeyValue> {

  static final int NODE_MAX = 64;

  static final SortedEntries EMPTY = new SortedEntries(new Object[0], 0);

  /** In key order: of a leaf the entries, of any other node its children, none empty and all of one height. */
  private final Object[] items;

  private final int height;
  private final int size;

  /** Null if empty. */
  private final Bytes first;

  private int hash;

  private SortedEntries(Object[] items, int height) {
    this.items = items;
    this.height = height;
    int sum = 0;
    if (height == 0) {
      sum = items.length;
    } else {
      for (int i = 0; i < items.length; i++) {
        sum += child(i).size;
      }
    }
    this.size = sum;
    this.first = sum == 0 ? null : key(0);
  }

  private KeyValue entry(int i) {
    return (KeyValue) items[i];
  }

  private SortedEntries child(int i) {
    return (SortedEntries) items[i];
  }

  private Bytes key(int i) {
    return height == 0 ? entry(i).key() : child(i).first;
  }

  int size() {
    return size;
  }

  int leafCount() {
    int count = height == 0 ? 1 : 0;
    for (int i = 0; height > 0 && i < items.length; i++) {
      count += child(i).leafCount();
    }
    return count;
  }

  Bytes get(Bytes key) {
    SortedEntries node = this;
    int at = floor(key);
    while (at >= 0 && node.height > 0) {
      node = node.child(at);
      at = node.floor(key);
    }
    return at >= 0 && node.key(at).equals(key) ? node.entry(at).value() : null;
  }

  /** The entries of {@code range}, at most {@code limit}, from its begin or in reverse from its end. */
  List<KeyValue> range(KeyRange range, int limit, boolean reverse) {
    int from = rank(range.begin());
    int to = rank(range.end());
    int wanted = limit == ReadView.UNLIMITED ? to - from : Math.min(limit, to - from);
    int begin = reverse ? to - wanted : from;
    List<KeyValue> list = list(begin, begin + wanted);
    if (reverse) {
      Collections.reverse(list);
    }
    return Collections.unmodifiableList(list);
  }

  /** The entries of ranks {@code from} to {@code to}, in an array of its own. */
  @SuppressWarnings("unchecked")
  private List<KeyValue> list(int from, int to) {
    Object[] out = new Object[to - from];
    copy(from, to, out, 0);
    return (List<KeyValue>) (List<?>) Arrays.asList(out);
  }

  /** Copies the entries of ranks {@code from} to {@code to}, the first to {@code out[at]}. */
  private void copy(int from, int to, Object[] out, int at) {
    if (height == 0) {
      System.arraycopy(items, from, out, at, to - from);
      return;
    }
    int before = 0;
    for (int i = 0; before < to; i++) {
      int begin = Math.max(from - before, 0);
      int end = Math.min(to - before, child(i).size);
      if (begin < end) {
        child(i).copy(begin, end, out, at + before + begin - from);
      }
      before += child(i).size;
    }
  }

  SortedEntries put(KeyValue entry) {
    return put(entry, true);
  }

  /**
   * This with {@code entry}; higher by one, with two children, if that is too much for one node.
   *
   * @param last whether no node of this height is after this one
   */
  private SortedEntries put(KeyValue entry, boolean last) {
    int at = floor(entry.key());
    Object[] changed;
    boolean appended;
    if (height == 0) {
      boolean replaces = at >= 0 && key(at).equals(entry.key());
      int place = replaces ? at : at + 1;
      changed = splice(items, place, at + 1, 1);
      changed[place] = entry;
      appended = last && at == items.length - 1;
    } else {
      at = Math.max(at, 0);
      appended = last && at == items.length - 1;
      SortedEntries child = child(at).put(entry, appended);
      boolean split = child.height == height;
      changed = splice(items, at, at + 1, split ? 2 : 1);
      changed[at] = split ? child.items[0] : child;
      if (split) {
        changed[at + 1] = child.items[1];
      }
    }
    if (changed.length <= NODE_MAX) {
      return new SortedEntries(changed, height);
    }
    // A journal only ever appends: leave full nodes behind it, not halves.
    int half = appended ? NODE_MAX : changed.length / 2;
    return new SortedEntries(new Object[] {
        new SortedEntries(Arrays.copyOf(changed, half), height),
        new SortedEntries(Arrays.copyOfRange(changed, half, changed.length), height)}, height + 1);
  }

  SortedEntries remove(Bytes key) {
    if (get(key) == null) {
      return this;
    }
    int rank = rank(key);
    return without(rank, rank + 1).lowered();
  }

  SortedEntries removeRange(Bytes begin, Bytes end) {
    int from = rank(begin);
    int to = rank(end);
    return from == to ? this : without(from, to).lowered();
  }

  /** This without the entries of ranks {@code from} to {@code to}, of the same height; {@link #EMPTY} without all. */
  private SortedEntries without(int from, int to) {
    if (from == 0 && to == size) {
      return EMPTY;
    }
    if (height == 0) {
      return new SortedEntries(splice(items, from, to, 0), 0);
    }
    Object[] rest = new Object[items.length];
    int count = 0;
    int before = 0;
    for (int i = 0; i < items.length; i++) {
      int begin = Math.max(from - before, 0);
      int end = Math.min(to - before, child(i).size);
      SortedEntries left = begin < end ? child(i).without(begin, end) : child(i);
      before += child(i).size;
      if (left.size == 0) {
        continue;
      }
      // Small neighbours join, so that what is removed key by key does not leave a leaf for each key left.
      SortedEntries last = count == 0 ? EMPTY : (SortedEntries) rest[count - 1];
      if (last != EMPTY && last.items.length + left.items.length <= NODE_MAX / 2) {
        rest[count - 1] = last.joined(left);
      } else {
        rest[count++] = left;
      }
    }
    return new SortedEntries(Arrays.copyOf(rest, count), height);
  }

  private SortedEntries joined(SortedEntries next) {
    Object[] both = splice(items, items.length, items.length, next.items.length);
    System.arraycopy(next.items, 0, both, items.length, next.items.length);
    return new SortedEntries(both, height);
  }

  /** The same entries in a tree as low as it can be. */
  private SortedEntries lowered() {
    SortedEntries root = this;
    while (root.height > 0 && root.items.length == 1) {
      root = root.child(0);
    }
    return root;
  }

  /** A copy with {@code room} places in place of those from {@code begin} to {@code end}. */
  private static Object[] splice(Object[] array, int begin, int end, int room) {
    Object[] changed = new Object[array.length - (end - begin) + room];
    System.arraycopy(array, 0, changed, 0, begin);
    System.arraycopy(array, end, changed, begin + room, array.length - end);
    return changed;
  }

  /** The number of entries before {@code key}. */
  private int rank(Bytes key) {
    int at = floor(key);
    if (at < 0) {
      return 0;
    }
    if (height == 0) {
      return key(at).equals(key) ? at : at + 1;
    }
    int rank = child(at).rank(key);
    for (int i = 0; i < at; i++) {
      rank += child(i).size;
    }
    return rank;
  }

  /** The place of the last item that begins at or before {@code key}; -1 if there is none. */
  private int floor(Bytes key) {
    int low = 0;
    int high = items.length;
    while (low < high) {
      int mid = (low + high) >>> 1;
      if (key(mid).compareTo(key) <= 0) {
        low = mid + 1;
      } else {
        high = mid;
      }
    }
    return low - 1;
  }

  @Override
  public Iterator<KeyValue> iterator() {
    return list(0, size).iterator();
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof SortedEntries that) || size != that.size || hashCode() != that.hashCode()) {
      return false;
    }
    Iterator<KeyValue> theirs = that.iterator();
    for (KeyValue entry : this) {
      if (!entry.equals(theirs.next())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int h = hash;
    if (h == 0) {
      h = hash(0);
      hash = h;
    }
    return h;
  }

  /** As of a list, of which {@code before} is the hash of what comes before. */
  private int hash(int before) {
    int h = before;
    for (Object item : items) {
      h = height == 0 ? 31 * h + item.hashCode() : ((SortedEntries) item).hash(h);
    }
    return h;
  }
}
