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

/** Many keys, so that leaves split, join and vanish. */
class SortedEntriesTest {

  private static final int KEYS = 1000;

  private static Bytes key(int number) {
    return Bytes.of((byte) (number >>> 8), (byte) number);
  }

  private static KeyRange randomRange(Random random) {
    int begin = random.nextInt(KEYS);
    int end = begin + random.nextInt(random.nextBoolean() ? 5 : KEYS - begin);
    return new KeyRange(key(begin), key(end));
  }

  @Property(tries = 60)
  void randomChangesHoldWhatATreeMapHolds(@ForAll Random random) {
    SortedEntries entries = SortedEntries.EMPTY;
    TreeMap<Bytes, Bytes> model = new TreeMap<>();
    for (int i = 0; i < 3000; i++) {
      Bytes key = key(random.nextInt(KEYS));
      int action = random.nextInt(100);
      if (action < 60) {
        entries = entries.put(new KeyValue(key, key(i)));
        model.put(key, key(i));
      } else if (action < 99) {
        entries = entries.remove(key);
        model.remove(key);
      } else {
        KeyRange range = randomRange(random);
        entries = entries.removeRange(range);
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
    before.removeRange(KeyRange.ALL);
    assertThat(before).containsExactly(new KeyValue(key(1), key(1)), new KeyValue(key(2), key(2)));
  }

  @Example
  void appendingFillsLeavesAndRemovingKeyByKeyJoinsThem() {
    SortedEntries entries = SortedEntries.EMPTY;
    for (int i = 0; i < 640; i++) {
      entries = entries.put(new KeyValue(key(i), key(i)));
    }
    assertThat(entries.leafCount()).isEqualTo(640 / SortedEntries.LEAF_MAX);
    for (int i = 0; i < 640; i++) {
      entries = i % 32 == 0 ? entries : entries.remove(key(i));
    }
    assertThat(entries.size()).isEqualTo(20);
    assertThat(entries.leafCount()).isLessThanOrEqualTo(2);
  }
}
