package dev.rollcall.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.Tags;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.ReadView;
import dev.rollcall.store.StoreFixture;
import dev.rollcall.store.memory.MemoryStore;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A number that the protocol never writes is damage, wherever it is read, and the exception says what is allowed. */
class RangesTest {
  private static final Bytes KEY = KeyTuple.of("cluster", "c", "some", "key");
  private static final NodeId N = NodeId.of("n");
  private static final ActorHost HOST = new ActorHost(N, 1);
  private static final Heartbeat BEAT = new Heartbeat(1, 1);

  /** A number in a value: its encoding for each number, how that is decoded, and the least number that is legal. */
  record Field(String what, Function<Long, Bytes> encoding, BiFunction<Bytes, Bytes, Object> decoder, long least) {
    Object decode(long number) {
      return decoder.apply(KEY, encoding.apply(number));
    }

    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Field> fields() {
    return Stream.of(
        new Field("its incarnation", n -> new NodeRecord(NodeState.ACTIVE, n, "h").encode(), NodeRecord::decode, 1),
        new Field("its incarnation", n -> bytes("01 02").concat(Bytes.bigEndian(n)).concat(Bytes.bigEndian(0)),
            NodeRecord::decode, 1),
        new Field("its lease in nanoseconds", n -> bytes("02 02 0000000000000001 0000000000000000")
            .concat(Bytes.bigEndian(n)).concat(Bytes.bigEndian(0)), NodeRecord::decode, 0),
        new Field("the heartbeat's incarnation", n -> new Heartbeat(n, 1).encode(), Heartbeat::decode, 1),
        new Field("its counter", n -> new Heartbeat(1, n).encode(), Heartbeat::decode, 1),
        new Field("the voter's incarnation", n -> new Suspicion(n, BEAT).encode(), Suspicion::decode, 1),
        new Field("the heartbeat's incarnation", n -> new Suspicion(1, new Heartbeat(n, 1)).encode(),
            Suspicion::decode, 1),
        new Field("its counter", n -> new Suspicion(1, new Heartbeat(1, n)).encode(), Suspicion::decode, 1),
        new Field("the number of failures", n -> new Failures(n, 0).encode(), Failures::decode, 1),
        new Field("its term", n -> new PrimaryRecord(n, Optional.empty()).encode(), PrimaryRecord::decode, 1),
        new Field("its term", n -> new PrimaryRecord(n, Optional.of(new PrimaryRecord.Holder(N, 1, 0))).encode(),
            PrimaryRecord::decode, 1),
        new Field("the holder's incarnation",
            n -> new PrimaryRecord(1, Optional.of(new PrimaryRecord.Holder(N, n, 0))).encode(),
            PrimaryRecord::decode, 1),
        new Field("its epoch", n -> new PlacementRecord(n, Optional.empty()).encode(), PlacementRecord::decode, 1),
        new Field("its epoch", n -> new PlacementRecord(n, Optional.of(HOST)).encode(), PlacementRecord::decode, 1),
        new Field("the host's incarnation",
            n -> new PlacementRecord(1, Optional.of(new ActorHost(N, n))).encode(), PlacementRecord::decode, 1),
        new Field("the incarnation before", n -> event(n, 1).encode(), JournalEvent::decode, 0),
        new Field("the incarnation after", n -> event(1, n).encode(), JournalEvent::decode, 0),
        new Field("the number of the view", n -> event(1, 1, new Change.OfView(n)).encode(), JournalEvent::decode, 1),
        new Field("its counter", n -> event(1, 1, new Change.OfHeartbeat(N, Optional.of(new Heartbeat(1, n)))).encode(),
            JournalEvent::decode, 1),
        new Field("its term", n -> event(1, 1, new Change.OfPrimary(new PrimaryRecord(n, Optional.empty()))).encode(),
            JournalEvent::decode, 1),
        new Field("its epoch",
            n -> event(1, 1, new Change.OfPlacement(ActorId.of("a"), new PlacementRecord(n, Optional.empty()), false))
                .encode(), JournalEvent::decode, 1),
        number(Keys::format, Registry::format, WritableRegistry.FORMAT),
        number(Keys::viewNumber, Registry::viewNumber, Long.MAX_VALUE),
        number(Keys::incarnation, Registry::incarnation, Long.MAX_VALUE),
        counter(keys -> keys.actors().host(HOST), placements -> placements.load(HOST)),
        counter(keys -> keys.actors().host(HOST), placements -> placements.loads().get(HOST)));
  }

  private static JournalEvent event(long before, long after, Change... changes) {
    return new JournalEvent(0, "X", N, before, after, Optional.empty(), List.of(changes));
  }

  private static Bytes bytes(String hex) {
    return Bytes.of(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  /** A number under a key of its own; the largest that is read is {@code most}. */
  private static Field number(Function<Keys, Bytes> key, Function<Registry, Object> read, long most) {
    return new Field("the number", n -> new ValueWriter(1).writeLong(Math.min(n, most)).toBytes(),
        (ignored, value) -> read.apply(new Registry(holding(key, value), new Keys("c"))), 1);
  }

  private static Field counter(Function<Keys, Bytes> key, Function<Placements, Object> read) {
    return new Field("the counter", Bytes::littleEndian,
        (ignored, value) -> read.apply(new Placements(holding(key, value), new Keys("c"))), 0);
  }

  private static ReadView holding(Function<Keys, Bytes> key, Bytes value) {
    MemoryStore store = new MemoryStore();
    StoreFixture.commit(store, transaction -> transaction.set(key.apply(new Keys("c")), value));
    return store.snapshot();
  }

  @ParameterizedTest
  @MethodSource("fields")
  void aNumberIsReadFromItsLeastOnAndIsDamageBelow(Field field) {
    field.decode(field.least());
    field.decode(Long.MAX_VALUE);
    for (long below : new long[] {field.least() - 1, Long.MIN_VALUE}) {
      assertThatThrownBy(() -> field.decode(below)).isInstanceOf(DamagedValueException.class)
          .hasMessageContaining("'cluster/c/")
          .hasMessageContaining(field.what() + " is " + below + ", but must be at least " + field.least());
    }
  }

  @Test
  void aClockBefore1970IsNoDamage() {
    for (long millis : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
      PrimaryRecord primary = new PrimaryRecord(1, Optional.of(new PrimaryRecord.Holder(N, 1, millis)));
      assertThat(PrimaryRecord.decode(KEY, primary.encode())).isEqualTo(primary);
      assertThat(primary.info().orElseThrow().electedAt().toEpochMilli()).isEqualTo(millis);
      JournalEvent event = new JournalEvent(millis, "X", N, 1, 1, Optional.empty(), List.of());
      assertThat(JournalEvent.decode(KEY, event.encode())).isEqualTo(event);
    }
  }

  @Test
  void aCounterHasEightBytes() {
    Keys keys = new Keys("c");
    for (int length : new int[] {0, 7, 9}) {
      Placements placements = new Placements(holding(k -> k.actors().host(HOST), Bytes.of(new byte[length])), keys);
      assertThatThrownBy(() -> placements.load(HOST)).isInstanceOf(DamagedValueException.class)
          .hasMessageContaining("'cluster/c/hosts/n/1'").hasMessageContaining("has " + length + " bytes");
      assertThatThrownBy(placements::loads).isInstanceOf(DamagedValueException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("counts")
  void aNumberOfTagsThatCannotBeIsDamage(long count) {
    Bytes value = new NodeRecord(NodeState.ACTIVE, 1, "", Optional.empty(), Tags.NONE).encode();
    Bytes damaged = value.slice(0, value.length() - Long.BYTES).concat(Bytes.bigEndian(count));
    assertThatThrownBy(() -> NodeRecord.decode(KEY, damaged)).isInstanceOf(DamagedValueException.class);
  }

  static Stream<Long> counts() {
    return Stream.of(-1L, Long.MIN_VALUE, 1L, Long.MAX_VALUE);
  }

  @Test
  void whatIsWrongIsToldWithoutTheKeyToo() {
    DamagedValueException damage = DamagedValueException.outOfRange(KEY, "its term", -1, 1);
    assertThat(damage.problem()).isEqualTo("its term is -1, but must be at least 1");
    assertThat(damage.key()).isEqualTo(KEY);
  }
}
