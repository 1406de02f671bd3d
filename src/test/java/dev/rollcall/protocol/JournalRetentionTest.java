package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.JournalEvent;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.StoreFixture;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Old events go as new ones come, whatever stands in their place. */
class JournalRetentionTest {
  private final TestCluster cluster = new TestCluster(Journal.keeping(Duration.ofMinutes(1)));
  private final TestProcess n1 = cluster.member("n1");

  private void beats(int times, Duration apart) {
    for (int i = 0; i < times; i++) {
      cluster.passes(apart);
      n1.does(new SendHeartbeat());
    }
  }

  private Bytes replaces(int index, Bytes value) {
    Bytes key = cluster.contents().getRange(cluster.keys.journalRange()).get(index).key();
    StoreFixture.commit(cluster.store, transaction -> transaction.set(key, value));
    return key;
  }

  private List<Bytes> keys() {
    return cluster.contents().getRange(cluster.keys.journalRange()).stream().map(KeyValue::key).toList();
  }

  @Test
  void theJournalHoldsWhatHappenedWithinTheRetention() {
    beats(200, Duration.ofSeconds(3));
    assertThat(TestJournal.size(cluster)).isEqualTo(1 + 60 / 3);
    assertThat(TestJournal.events(cluster)).extracting(JournalEvent::millis).isSorted()
        .allMatch(millis -> millis >= Duration.ofNanos(cluster.nanos).toMillis() - 60_000);
  }

  @Test
  void aJournalThatIsTooLongShrinksByManyAnEvent() {
    beats(600, Duration.ofMillis(1));
    cluster.passes(Duration.ofMinutes(2));
    int before = TestJournal.size(cluster);
    beats(1, Duration.ofMillis(1));
    assertThat(TestJournal.size(cluster)).isEqualTo(before + 1 - 256);
    beats(2, Duration.ofMillis(1));
    assertThat(TestJournal.size(cluster)).isEqualTo(3);
  }

  @Test
  void manyWhoAppendAtOnceLeaveItNoLongerThanOneWould() {
    List<TestProcess> others = IntStream.range(2, 20).mapToObj(i -> cluster.member("n" + i)).toList();
    for (int round = 0; round < 50; round++) {
      cluster.passes(Duration.ofSeconds(3));
      beatAtOnce(others.iterator());
    }
    assertThat(TestJournal.size(cluster)).isLessThanOrEqualTo((1 + 60 / 3 + 1) * others.size());
  }

  /** Each transaction begins before any of them ends. */
  private void beatAtOnce(Iterator<TestProcess> members) {
    if (members.hasNext()) {
      members.next().during(() -> beatAtOnce(members)).does(new SendHeartbeat());
    }
  }

  @Test
  void nothingIsRemovedBeforeItsTime() {
    beats(20, Duration.ofSeconds(3));
    assertThat(TestJournal.events(cluster).get(0).action()).isEqualTo("NodeJoin");
    beats(1, Duration.ofSeconds(3));
    assertThat(TestJournal.events(cluster).get(0).action()).isEqualTo("SendHeartbeat");
  }

  static Stream<Bytes> valuesWithoutATime() {
    Bytes ahead = Bytes.of((byte) 1).concat(Bytes.bigEndian(Long.MAX_VALUE));
    Bytes longAgo = Bytes.of((byte) 1).concat(Bytes.bigEndian(Long.MIN_VALUE));
    return Stream.of(Bytes.EMPTY, Bytes.of((byte) 1, (byte) 0), ahead, longAgo);
  }

  @ParameterizedTest
  @MethodSource("valuesWithoutATime")
  void anEventWithoutAUsableTimeKeepsNobodyFromActingAndGoesOnceItIsTheOldest(Bytes value) {
    beats(3, Duration.ofSeconds(3));
    Bytes inTheMiddle = replaces(1, value);
    beats(1, Duration.ofSeconds(3));
    assertThat(keys()).contains(inTheMiddle);
    Bytes oldest = replaces(0, value);
    beats(1, Duration.ofSeconds(3));
    assertThat(keys()).doesNotContain(oldest, inTheMiddle).hasSize(4);
  }

  @Test
  void anEventOfALaterVersionGoesWhenItsTimeIsOver() {
    Bytes later = Bytes.of((byte) 2).concat(Bytes.bigEndian(Duration.ofNanos(cluster.nanos).toMillis()));
    Bytes key = replaces(0, later.concat(Bytes.utf8("something new")));
    beats(20, Duration.ofSeconds(3));
    assertThat(keys()).contains(key);
    beats(1, Duration.ofSeconds(3));
    assertThat(keys()).doesNotContain(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0009S", "PT240001H"})
  void aRetentionThatIsNoneIsRefused(String retention) {
    assertThatThrownBy(() -> Journal.keeping(Duration.parse(retention))).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("retention is " + Duration.parse(retention));
  }
}
