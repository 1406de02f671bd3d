package dev.rollcall.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Many keys, so that nodes split, join and vanish, and there are nodes above nodes. */
class SortedEntriesTest {

  private static final int KEYS = 8_000;

  /** More than two levels hold. */
  private static final int MANY = 2 * SortedEntries.NODE_MAX * SortedEntries.NODE_MAX;

  private static Bytes key(int number) {
    return Bytes.of((byte) (number >>> 8), (byte) number);
  }

  private static KeyRange randomRange(Random random) {
    int begin = random.nextInt(KEYS);
    int end = begin + random.nextInt(random.nextBoolean() ? 5 : KEYS - begin);
    return new KeyRange(key(begin), key(end));
  }

  @Property(tries = 10)
  void randomChangesHoldWhatATreeMapHolds(@ForAll Random random) {
    SortedEntries entries = SortedEntries.EMPTY;
    TreeMap<Bytes, Bytes> model = new TreeMap<>();
    for (int i = 0; i < 9_000; i++) {
      Bytes key = key(random.nextInt(KEYS));
      int action = random.nextInt(100);
      // At first there are but few, and later so many that a node cannot name all leaves.
      if (action < (i < 2_000 ? 60 : 80)) {
        entries = entries.put(new KeyValue(key, key(i)));
        model.put(key, key(i));
      } else if (i % 1_000 > 0) {
        entries = entries.remove(key);
        model.remove(key);
      } else {
        KeyRange range = randomRange(random);
        entries = entries.removeRange(range.begin(), range.end());
        model.subMap(range.begin(), range.end()).clear();
      }
      assertThat(entries.get(key)).isEqualTo(model.get(key));
    }
    assertSame(entries, model, random);
  }

  private static void assertSame(SortedEntries entries, TreeMap<Bytes, Bytes> model, Random random) {
    List<KeyValue> expected = new ArrayList<>();
    model.forEach((key, value) -> expected.add(new KeyValue(key, value)));
    assertThat(entries).containsExactlyElementsOf(expected);
    assertThat(entries.size()).isEqualTo(model.size());
    SortedEntries rebuilt = SortedEntries.EMPTY;
    for (KeyValue entry : expected) {
      rebuilt = rebuilt.put(entry);
    }
    assertThat(entries).isEqualTo(rebuilt).hasSameHashCodeAs(rebuilt);
    for (int i = 0; i < 50; i++) {
      KeyRange range = randomRange(random);
      int limit = random.nextInt(100);
      boolean reverse = random.nextBoolean();
      var part = model.subMap(range.begin(), true, range.end(), false);
      List<Bytes> keys = new ArrayList<>((reverse ? part.descendingMap() : part).keySet());
      assertThat(entries.range(range, limit, reverse)).extracting(KeyValue::key)
          .isEqualTo(limit == 0 || keys.size() < limit ? keys : keys.subList(0, limit));
    }
  }

  @Example
  void earlierVersionsDoNotChange() {
    SortedEntries before = SortedEntries.EMPTY.put(new KeyValue(key(1), key(1))).put(new KeyValue(key(2), key(2)));
    before.put(new KeyValue(key(1), key(9)));
    before.remove(key(2));
    before.removeRange(Bytes.EMPTY, KeyRange.ALL.end());
    assertThat(before).containsExactly(new KeyValue(key(1), key(1)), new KeyValue(key(2), key(2)));
  }

  @Example
  void appendingFillsLeavesAndRemovingKeyByKeyJoinsThem() {
    SortedEntries entries = SortedEntries.EMPTY;
    for (int i = 0; i < MANY; i++) {
      entries = entries.put(new KeyValue(key(i), key(i)));
    }
    assertThat(entries.leafCount()).isEqualTo(MANY / SortedEntries.NODE_MAX);
    for (int i = 0; i < MANY; i++) {
      entries = i % 32 == 0 ? entries : entries.remove(key(i));
    }
    assertThat(entries.size()).isEqualTo(MANY / 32);
    assertThat(entries.leafCount()).isLessThanOrEqualTo(MANY / 32 / 8);
  }
}
