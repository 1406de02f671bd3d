package dev.rollcall.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.store.Bytes;
import java.util.BitSet;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Few entries and many, against a set of numbers. */
class KeySetTest {

  private static final int POINTS = 200;

  private final KeySet set = new KeySet();
  private final BitSet model = new BitSet();

  private static Bytes key(int point) {
    return Bytes.of((byte) point);
  }

  private static KeySetTest random(Random random) {
    KeySetTest made = new KeySetTest();
    for (int left = random.nextInt(4 * KeySet.FEW); left > 0; left--) {
      int begin = random.nextInt(POINTS);
      int length = random.nextInt(8);
      if (length > 5) {
        made.set.add(key(begin));
        made.model.set(begin);
      } else {
        made.set.add(key(begin), key(begin + length));
        made.model.set(begin, begin + length);
      }
    }
    return made;
  }

  @Property(tries = 200)
  void itHoldsWhatWasAddedAndNothingElse(@ForAll Random random) {
    KeySetTest made = random(random);
    assertSame(made);
    assertThat(made.set.isEmpty()).isEqualTo(made.model.isEmpty());
  }

  private static void assertSame(KeySetTest made) {
    for (int i = 0; i < POINTS; i++) {
      assertThat(made.set.contains(key(i))).as("%d of %s", i, made.model).isEqualTo(made.model.get(i));
      int next = made.model.nextSetBit(i);
      for (int end = i + 1; end < i + 9; end++) {
        assertThat(made.set.intersects(key(i), key(end))).as("%d to %d of %s", i, end, made.model)
            .isEqualTo(next >= 0 && next < end);
      }
    }
  }

  @Property
  void twoSetsIntersectIfTheyHaveAKeyInCommon(@ForAll Random random) {
    KeySetTest one = random(random);
    KeySetTest other = random(random);
    boolean expected = one.model.intersects(other.model);
    assertThat(one.set.intersects(other.set)).isEqualTo(expected);
    assertThat(other.set.intersects(one.set)).isEqualTo(expected);
  }

  @Property(tries = 500)
  void aRangeIsAddedExceptForWhatAnotherSetHolds(@ForAll Random random) {
    KeySetTest made = random(random);
    KeySetTest except = random(random);
    int begin = random.nextInt(POINTS);
    int end = begin + random.nextInt(POINTS - begin);
    made.set.addExcept(key(begin), key(end), except.set);
    BitSet added = new BitSet();
    added.set(begin, end);
    added.andNot(except.model);
    made.model.or(added);
    for (int i = 0; i < POINTS; i++) {
      assertThat(made.set.contains(key(i))).as("%d of %s", i, made.model).isEqualTo(made.model.get(i));
    }
    assertSame(except);
  }

  @Example
  void whatIsAddedAgainTakesNoMoreRoom() {
    for (int i = 0; i < 2 * KeySet.FEW; i++) {
      set.add(key(i));
      set.add(key(100 + i), key(102 + i));
    }
    long bytes = set.bytes();
    for (int i = 0; i < 2 * KeySet.FEW; i++) {
      set.add(key(i));
      set.add(key(100), key(101 + i));
    }
    assertThat(set.bytes()).isEqualTo(bytes);
  }
}
