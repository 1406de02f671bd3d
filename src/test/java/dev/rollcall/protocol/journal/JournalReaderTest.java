package dev.rollcall.protocol.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.JournalEvent;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.StoreFixture;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Versionstamp;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.FaultScript;
import dev.rollcall.store.memory.MemoryStore;
import dev.rollcall.store.memory.ScriptedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalReaderTest {
  private final MemoryStore store = new MemoryStore();
  private final Keys keys = new Keys("c");
  private final List<JournalEntry> read = new ArrayList<>();

  private Versionstamp happens(Keys cluster, long millis) {
    JournalEvent event = new JournalEvent(millis, "X", NodeId.of("n1"), 1, 1, Optional.empty(), List.of());
    return StoreFixture.commit(
        store, transaction -> Journal.keeping(Duration.ofDays(1)).append(transaction, cluster, () -> event));
  }

  private List<Versionstamp> happen(int events) {
    return LongStream.range(0, events).mapToObj(millis -> happens(keys, millis)).toList();
  }

  private List<Long> millis() {
    return read.stream().map(entry -> entry.event().millis()).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 7, 8})
  void everyPageSizeReadsAllInOrderWithTheirVersionstamps(int page) {
    List<Versionstamp> stamps = happen(7);
    happens(new Keys("c1"), 99);
    assertThat(new JournalReader(store, keys, page).read(Versionstamp.NONE, Long.MAX_VALUE, read::add)).isEqualTo(7);
    assertThat(millis()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(read).extracting(JournalEntry::versionstamp).isEqualTo(stamps);
  }

  @Test
  void readingGoesOnBehindAnEventUpToALimit() {
    List<Versionstamp> stamps = happen(7);
    assertThat(new JournalReader(store, keys, 2).read(stamps.get(2), 3, read::add)).isEqualTo(3);
    assertThat(millis()).containsExactly(3L, 4L, 5L);
    assertThat(new JournalReader(store, keys).read(stamps.get(6), 3, read::add)).isZero();
    assertThat(new JournalReader(store, keys).read(new Versionstamp(Long.MAX_VALUE, 0xffff), 3, read::add)).isZero();
    assertThat(new JournalReader(store, keys).read(Versionstamp.NONE, 0, read::add)).isZero();
  }

  @Test
  void eventsThatComeWhileItReadsAreReadToo() {
    happen(2);
    new JournalReader(store, keys, 2).read(Versionstamp.NONE, Long.MAX_VALUE, entry -> {
      read.add(entry);
      if (entry.event().millis() == 1) {
        happens(keys, 2);
      }
    });
    assertThat(millis()).containsExactly(0L, 1L, 2L);
  }

  @Test
  void aDamagedEventIsNamedWhenThoseBeforeItHaveBeenRead() {
    List<Versionstamp> stamps = happen(3);
    Bytes key = keys.journal().concat(stamps.get(1).toBytes()).concat(Bytes.of((byte) 0, (byte) 0));
    StoreFixture.commit(store, transaction -> transaction.set(key, Bytes.utf8("\u0007")));
    JournalReader reader = new JournalReader(store, keys);
    assertThatThrownBy(() -> reader.read(Versionstamp.NONE, Long.MAX_VALUE, read::add))
        .isInstanceOf(DamagedValueException.class).hasMessageContaining("'" + Keys.describe(key) + "'");
    assertThat(millis()).containsExactly(0L);
    assertThat(reader.read(stamps.get(1), Long.MAX_VALUE, read::add)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "0123456789ab", "0123456789\0\0\0"})
  void aKeyThatIsNoEventsIsDamage(String rest) {
    Bytes key = keys.journal().concat(Bytes.utf8(rest));
    StoreFixture.commit(store, transaction -> transaction.set(key, Bytes.EMPTY));
    assertThatThrownBy(() -> new JournalReader(store, keys).read(Versionstamp.NONE, 1, read::add))
        .isInstanceOf(DamagedValueException.class).hasMessageContaining("'" + Keys.describe(key) + "'");
  }

  @Test
  void aKeyBehindAllVersionstampsIsDamage() {
    Bytes key = keys.journal().concat(Bytes.of((byte) 0x80)).concat(Bytes.of(new byte[11]));
    StoreFixture.commit(store, transaction -> transaction.set(key, Bytes.EMPTY));
    assertThatThrownBy(() -> new JournalReader(store, keys).read(Versionstamp.NONE, 1, read::add))
        .isInstanceOf(DamagedValueException.class);
  }

  @Test
  void aPageThatCannotBeReadIsTold() {
    happen(3);
    ScriptedStore failing = new ScriptedStore(store, FaultScript.inOrder(Fault.NONE, Fault.UNAVAILABLE));
    assertThatThrownBy(() -> new JournalReader(failing, keys, 2).read(Versionstamp.NONE, 9, read::add))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(millis()).containsExactly(0L, 1L);
  }

  @Test
  void aPageOfNoEventsIsRefused() {
    assertThatThrownBy(() -> new JournalReader(store, keys, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
