package dev.rollcall.store.memory;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.ReadView;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * An immutable sorted map: a sorted array of sorted arrays ("leaves"), of which a change copies one leaf
 * and the spine. With the few dozen keys of a cluster that is a single array, which beats any tree; with
 * ten thousand it is a copy of some 300 references.
 */
final class SortedEntries implements Iterable<KeyValue> {

  static final SortedEntries EMPTY = new SortedEntries(new KeyValue[0][], 0);

  static final int LEAF_MAX = 64;

  /** None is empty, and each is wholly before the next. */
  private final KeyValue[][] leaves;

  private final int size;
  private int hash;

  private SortedEntries(KeyValue[][] leaves, int size) {
    this.leaves = leaves;
    this.size = size;
  }

  int size() {
    return size;
  }

  int leafCount() {
    return leaves.length;
  }

  Bytes get(Bytes key) {
    if (size == 0) {
      return null;
    }
    KeyValue[] leaf = leaves[leafOf(key)];
    int at = ceiling(leaf, key);
    return at < leaf.length && leaf[at].key().equals(key) ? leaf[at].value() : null;
  }

  /** The entries of {@code range}, at most {@code limit}, from its begin or in reverse from its end. */
  List<KeyValue> range(KeyRange range, int limit, boolean reverse) {
    if (size == 0) {
      return List.of();
    }
    int first = leafOf(range.begin());
    int from = ceiling(leaves[first], range.begin());
    int last = leafOf(range.end());
    int to = ceiling(leaves[last], range.end());
    int count = to - from;
    for (int i = first; i < last; i++) {
      count += leaves[i].length;
    }
    int wanted = limit == ReadView.UNLIMITED ? count : Math.min(limit, count);
    return Collections.unmodifiableList(
        Arrays.asList(reverse ? backwards(last, to, wanted) : forwards(first, from, wanted)));
  }

  private KeyValue[] forwards(int leaf, int at, int count) {
    KeyValue[] out = new KeyValue[count];
    for (int done = 0; done < count; leaf++, at = 0) {
      int part = Math.min(count - done, leaves[leaf].length - at);
      System.arraycopy(leaves[leaf], at, out, done, part);
      done += part;
    }
    return out;
  }

  private KeyValue[] backwards(int leaf, int at, int count) {
    KeyValue[] out = new KeyValue[count];
    for (int done = 0; done < count; done++) {
      if (at == 0) {
        leaf--;
        at = leaves[leaf].length;
      }
      at--;
      out[done] = leaves[leaf][at];
    }
    return out;
  }

  SortedEntries put(KeyValue entry) {
    if (size == 0) {
      return new SortedEntries(new KeyValue[][] {{entry}}, 1);
    }
    int l = leafOf(entry.key());
    KeyValue[] leaf = leaves[l];
    int at = ceiling(leaf, entry.key());
    if (at < leaf.length && leaf[at].key().equals(entry.key())) {
      KeyValue[] replaced = leaf.clone();
      replaced[at] = entry;
      return withLeaves(l, l + 1, size, replaced);
    }
    if (leaf.length == LEAF_MAX && at == LEAF_MAX && l == leaves.length - 1) {
      // A journal only ever appends: leave full leaves behind it, not halves.
      return withLeaves(l, l + 1, size + 1, leaf, new KeyValue[] {entry});
    }
    KeyValue[] grown = new KeyValue[leaf.length + 1];
    System.arraycopy(leaf, 0, grown, 0, at);
    grown[at] = entry;
    System.arraycopy(leaf, at, grown, at + 1, leaf.length - at);
    if (grown.length <= LEAF_MAX) {
      return withLeaves(l, l + 1, size + 1, grown);
    }
    int half = grown.length / 2;
    return withLeaves(l, l + 1, size + 1, Arrays.copyOf(grown, half), Arrays.copyOfRange(grown, half, grown.length));
  }

  SortedEntries remove(Bytes key) {
    if (size == 0) {
      return this;
    }
    int l = leafOf(key);
    int at = ceiling(leaves[l], key);
    boolean found = at < leaves[l].length && leaves[l][at].key().equals(key);
    return found ? cut(l, at, l, at + 1, size - 1) : this;
  }

  SortedEntries removeRange(KeyRange range) {
    if (size == 0) {
      return this;
    }
    int first = leafOf(range.begin());
    int from = ceiling(leaves[first], range.begin());
    int last = leafOf(range.end());
    int to = ceiling(leaves[last], range.end());
    int removed = to - from;
    for (int i = first; i < last; i++) {
      removed += leaves[i].length;
    }
    return removed == 0 ? this : cut(first, from, last, to, size - removed);
  }

  private SortedEntries cut(int first, int from, int last, int to, int newSize) {
    KeyValue[] rest = join(leaves[first], from, leaves[last], to);
    int begin = first;
    int end = last + 1;
    // Small neighbours join, so that what is removed key by key does not leave a leaf for each key left.
    if (begin > 0 && leaves[begin - 1].length + rest.length <= LEAF_MAX / 2) {
      begin--;
      rest = join(leaves[begin], leaves[begin].length, rest, 0);
    }
    if (end < leaves.length && leaves[end].length + rest.length <= LEAF_MAX / 2) {
      rest = join(rest, rest.length, leaves[end], 0);
      end++;
    }
    if (rest.length == 0) {
      return withLeaves(begin, end, newSize);
    }
    if (rest.length <= LEAF_MAX) {
      return withLeaves(begin, end, newSize, rest);
    }
    int half = rest.length / 2;
    return withLeaves(begin, end, newSize, Arrays.copyOf(rest, half), Arrays.copyOfRange(rest, half, rest.length));
  }

  private static KeyValue[] join(KeyValue[] left, int leftEnd, KeyValue[] right, int rightBegin) {
    KeyValue[] joined = Arrays.copyOf(left, leftEnd + right.length - rightBegin);
    System.arraycopy(right, rightBegin, joined, leftEnd, right.length - rightBegin);
    return joined;
  }

  private SortedEntries withLeaves(int begin, int end, int newSize, KeyValue[]... replacements) {
    KeyValue[][] changed = new KeyValue[leaves.length - (end - begin) + replacements.length][];
    System.arraycopy(leaves, 0, changed, 0, begin);
    System.arraycopy(replacements, 0, changed, begin, replacements.length);
    System.arraycopy(leaves, end, changed, begin + replacements.length, leaves.length - end);
    return new SortedEntries(changed, newSize);
  }

  /** The leaf where {@code key} is or would be: the last that begins at or before it, or the first. */
  private int leafOf(Bytes key) {
    int low = 0;
    int high = leaves.length - 1;
    while (low < high) {
      int mid = (low + high + 1) >>> 1;
      if (leaves[mid][0].key().compareTo(key) <= 0) {
        low = mid;
      } else {
        high = mid - 1;
      }
    }
    return low;
  }

  /** The place of the first entry at or after {@code key}; the leaf's length if there is none. */
  private static int ceiling(KeyValue[] leaf, Bytes key) {
    int low = 0;
    int high = leaf.length;
    while (low < high) {
      int mid = (low + high) >>> 1;
      if (leaf[mid].key().compareTo(key) < 0) {
        low = mid + 1;
      } else {
        high = mid;
      }
    }
    return low;
  }

  @Override
  public Iterator<KeyValue> iterator() {
    return new Iterator<>() {
      private int leaf;
      private int at;

      @Override
      public boolean hasNext() {
        return leaf < leaves.length;
      }

      @Override
      public KeyValue next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        KeyValue entry = leaves[leaf][at++];
        if (at == leaves[leaf].length) {
          leaf++;
          at = 0;
        }
        return entry;
      }
    };
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
      for (KeyValue entry : this) {
        h = 31 * h + entry.hashCode();
      }
      hash = h;
    }
    return h;
  }
}
