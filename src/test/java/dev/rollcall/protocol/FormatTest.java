package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.UnsupportedFormatException;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.StoreFixture;
import dev.rollcall.store.memory.MemorySnapshot;
import org.junit.jupiter.api.Test;

/** A process starts only on data that its release knows. */
class FormatTest {
  private final TestCluster cluster = new TestCluster();

  private void formatIs(long number) {
    Bytes value = Bytes.of((byte) 1).concat(Bytes.bigEndian(number));
    StoreFixture.commit(cluster.store, transaction -> transaction.set(cluster.keys.format(), value));
  }

  @Test
  void theFirstJoinWritesTheFormatAndLaterOnesLeaveIt() {
    assertThat(StoreFixture.read(cluster.store, cluster.keys.format())).isNull();
    cluster.member("n1");
    Bytes written = StoreFixture.read(cluster.store, cluster.keys.format());
    assertThat(written).isEqualTo(Bytes.of((byte) 1).concat(Bytes.bigEndian(1)));
    cluster.member("n2");
    assertThat(StoreFixture.read(cluster.store, cluster.keys.format())).isEqualTo(written);
  }

  @Test
  void nobodyJoinsDataOfANewerRelease() {
    TestProcess n1 = cluster.process("n1");
    formatIs(2);
    MemorySnapshot before = cluster.contents();
    assertThatThrownBy(() -> n1.tries(new NodeJoin())).isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("has format 2 (key 'cluster/test/format')").hasMessageContaining("knows format 1")
        .hasMessageContaining("start a newer release");
    assertThat(cluster.contents()).isEqualTo(before);
  }

  @Test
  void nobodyTakesOverARecordInDataOfANewerRelease() {
    TestProcess old = cluster.member("n1");
    cluster.member("n2");
    TestProcess restarted = cluster.process("n1");
    cluster.fallsSilent(old);
    formatIs(2);
    assertThatThrownBy(() -> restarted.tries(new TakeOver())).isInstanceOf(UnsupportedFormatException.class);
    formatIs(1);
    restarted.does(new TakeOver());
  }

  @Test
  void aFormatThatNeverWasIsDamage() {
    TestProcess n1 = cluster.process("n1");
    for (long format : new long[] {-1, 0}) {
      formatIs(format);
      assertThatThrownBy(() -> n1.tries(new NodeJoin())).isInstanceOf(DamagedValueException.class)
          .hasMessageContaining("is " + format + ", but must be at least 1");
    }
    cluster.damages(cluster.keys.format());
    assertThatThrownBy(() -> n1.tries(new NodeJoin())).isInstanceOf(DamagedValueException.class)
        .hasMessageContaining("'cluster/test/format'");
  }

  @Test
  void aRiseOfTheFormatMakesAJoinThatIsUnderWayFail() {
    cluster.member("n1");
    TestProcess n2 = cluster.process("n2").during(() -> formatIs(2));
    n2.conflicts(new NodeJoin(), null);
  }
}
