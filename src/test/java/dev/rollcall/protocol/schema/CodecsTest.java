package dev.rollcall.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.ActorHost;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.Tags;
import dev.rollcall.store.Bytes;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** What is written is read back; what was not written so is never taken for a value. */
class CodecsTest {
  private static final Bytes KEY = KeyTuple.of("cluster", "c", "some", "key");

  /** A value, its encoding and how that is decoded; {@code flag} is where a byte of few legal values is, or 0. */
  record Sample(Object value, Bytes encoded, BiFunction<Bytes, Bytes, Object> decoder, int flag, int legal) {
    Object decode(Bytes bytes) {
      return decoder.apply(KEY, bytes);
    }
  }

  @Provide
  Arbitrary<Sample> samples() {
    Arbitrary<Long> numbers = JournalEvents.POSITIVE;
    Arbitrary<Long> any = Arbitraries.longs();
    Arbitrary<NodeId> ids =
        Arbitraries.strings().withChars("n10.:_-Z").ofMinLength(1).ofMaxLength(128).map(NodeId::of);
    Arbitrary<String> addresses = Arbitraries.oneOf(
        Arbitraries.strings().ascii(), Arbitraries.of("", "höst:1", "\u0000", "日本", "\uD83D\uDE00"));
    return Arbitraries.oneOf(
        JournalEvents.records(numbers, addresses).map(r -> new Sample(r, r.encode(), NodeRecord::decode, 1, 5)),
        Combinators.combine(numbers, numbers).as(Heartbeat::new)
            .map(h -> new Sample(h, h.encode(), Heartbeat::decode, 0, 2)),
        Combinators.combine(numbers, numbers, numbers).as((v, i, c) -> new Suspicion(v, new Heartbeat(i, c)))
            .map(s -> new Sample(s, s.encode(), Suspicion::decode, 0, 2)),
        Combinators.combine(any, any).as(UUID::new).map(Receipt::new)
            .map(r -> new Sample(r, r.encode(), Receipt::decode, 0, 2)),
        Combinators.combine(numbers, any).as(Failures::new).map(f -> new Sample(f, f.encode(), Failures::decode, 0, 2)),
        Combinators.combine(numbers, Combinators.combine(ids, numbers, any).as(PrimaryRecord.Holder::new).optional())
            .as(PrimaryRecord::new).map(CodecsTest::sample),
        Combinators.combine(numbers, Combinators.combine(ids, numbers).as(ActorHost::new).optional())
            .as(PlacementRecord::new).map(p -> new Sample(p, p.encode(), PlacementRecord::decode, 9, 2)),
        JournalEvents.any().map(e -> new Sample(e, e.encode(), JournalEvent::decode, 0, 2)));
  }

  private static Sample sample(PrimaryRecord record) {
    return new Sample(record, record.encode(), PrimaryRecord::decode, 9, 2);
  }

  @Property
  void whatIsWrittenIsReadBack(@ForAll("samples") Sample sample) {
    assertThat(sample.decode(sample.encoded())).isEqualTo(sample.value());
  }

  @Property(tries = 200)
  void aValueThatLostItsEndIsDamaged(@ForAll("samples") Sample sample) {
    for (int length = 0; length < sample.encoded().length(); length++) {
      assertDamaged(sample, sample.encoded().slice(0, length));
    }
  }

  @Property(tries = 200)
  void aValueWithMoreBehindItIsDamaged(@ForAll("samples") Sample sample, @ForAll byte first, @ForAll byte[] more) {
    assertDamaged(sample, sample.encoded().concat(Bytes.of(first)).concat(Bytes.of(more)));
  }

  @Property
  void aValueOfAnotherVersionIsDamaged(@ForAll("samples") Sample sample, @ForAll byte version) {
    if (version != 1 && version != sample.encoded().get(0)) {
      assertDamaged(sample, replace(sample.encoded(), 0, version));
    }
  }

  @Property
  void aFlagOrStateOutOfItsRangeIsDamaged(@ForAll("samples") Sample sample, @ForAll @IntRange(max = 255) int code) {
    if (sample.flag() > 0 && code >= sample.legal()) {
      assertDamaged(sample, replace(sample.encoded(), sample.flag(), (byte) code));
    }
  }

  @Property
  void aFlippedFlagIsNeverASilentlyDifferentHolder(@ForAll("samples") Sample sample) {
    if (sample.value() instanceof PlacementRecord placement) {
      int flipped = placement.host().isPresent() ? 0 : 1;
      assertDamaged(sample, replace(sample.encoded(), sample.flag(), (byte) flipped));
    } else if (sample.value() instanceof PrimaryRecord record) {
      int flipped = record.holder().isPresent() ? 0 : 1;
      assertDamaged(sample, replace(sample.encoded(), sample.flag(), (byte) flipped));
    }
  }

  /** As releases before this one wrote records, and journals, that are still there. */
  @Property
  void aRecordOfAnEarlierReleaseIsRead(@ForAll @LongRange(min = 1) long incarnation, @ForAll byte[] more) {
    Bytes old = Bytes.of((byte) 1, (byte) 2).concat(Bytes.bigEndian(incarnation)).concat(Bytes.bigEndian(3))
        .concat(Bytes.utf8("h:1"));
    NodeRecord record = new NodeRecord(NodeState.ACTIVE, incarnation, "h:1", Optional.empty(), Tags.NONE);
    assertThat(NodeRecord.decode(KEY, old)).isEqualTo(record);
    assertThat(NodeRecord.decode(KEY, record.encode())).as("written again").isEqualTo(record);
    if (more.length > 0) {
      assertThatThrownBy(() -> NodeRecord.decode(KEY, old.concat(Bytes.of(more))))
          .isInstanceOf(DamagedValueException.class);
    }
  }

  @Test
  void tagsOutOfOrderOrTooLongAreDamage() {
    Bytes tagged = new NodeRecord(NodeState.ACTIVE, 1, "", Optional.empty(), Tags.of(Map.of("a", "1", "b", "2"))).encode();
    int nameOfLast = tagged.length() - 10;
    for (char name : new char[] {'a', 'A'}) {
      assertThatThrownBy(() -> NodeRecord.decode(KEY, replace(tagged, nameOfLast, (byte) name)))
          .isInstanceOf(DamagedValueException.class).hasMessageContaining("tag '" + name + "' is not behind 'a'");
    }
    Bytes one = new NodeRecord(NodeState.ACTIVE, 1, "", Optional.empty(), Tags.of(Map.of("", ""))).encode();
    Bytes tooLong = one.slice(0, one.length() - 8).concat(Bytes.bigEndian(1025)).concat(Bytes.utf8("x".repeat(1025)));
    assertThatThrownBy(() -> NodeRecord.decode(KEY, tooLong)).isInstanceOf(DamagedValueException.class)
        .hasMessageContaining("1025 bytes").hasMessageContaining("1024");
  }

  @Property
  void aChangedByteIsDamageOrMakesWhatEncodesToIt(
      @ForAll("samples") Sample sample, @ForAll @IntRange(max = 10_000) int index, @ForAll byte with) {
    Bytes changed = replace(sample.encoded(), index % sample.encoded().length(), with);
    assertDamagedOrEncodesToItself(sample, changed);
  }

  @Property
  void bytesOfNoOriginAreDamagedOrEncodeAgainToThemselves(@ForAll("samples") Sample sample, @ForAll byte[] bytes) {
    assertDamagedOrEncodesToItself(sample, Bytes.of(sample.encoded().get(0)).concat(Bytes.of(bytes)));
  }

  private static void assertDamagedOrEncodesToItself(Sample sample, Bytes value) {
    Optional<Object> decoded;
    try {
      decoded = Optional.of(sample.decode(value));
    } catch (DamagedValueException e) {
      decoded = Optional.empty();
    }
    decoded.ifPresent(object -> assertThat(encode(object)).isEqualTo(value));
  }

  @Property(tries = 100)
  void aHolderThatIsNoNodeIdIsDamaged(@ForAll("samples") Sample sample) {
    if (sample.value() instanceof PrimaryRecord record && record.holder().isPresent()) {
      assertDamaged(sample, replace(sample.encoded(), sample.encoded().length() - 1, (byte) '/'));
      assertDamaged(sample, replace(sample.encoded(), sample.encoded().length() - 1, (byte) 0xc3));
    }
  }

  private static void assertDamaged(Sample sample, Bytes bytes) {
    assertThatThrownBy(() -> sample.decode(bytes)).isInstanceOf(DamagedValueException.class)
        .hasMessageContaining("'cluster/c/some/key'")
        .satisfies(e -> assertThat(((DamagedValueException) e).key()).isEqualTo(KEY));
  }

  private static Bytes replace(Bytes bytes, int index, byte with) {
    byte[] copy = bytes.toByteArray();
    copy[index] = with;
    return Bytes.of(copy);
  }

  private static Bytes encode(Object value) {
    if (value instanceof NodeRecord record) {
      return record.encode();
    } else if (value instanceof Heartbeat heartbeat) {
      return heartbeat.encode();
    } else if (value instanceof Suspicion suspicion) {
      return suspicion.encode();
    } else if (value instanceof Receipt receipt) {
      return receipt.encode();
    } else if (value instanceof Failures failures) {
      return failures.encode();
    } else if (value instanceof JournalEvent event) {
      return event.encode();
    } else if (value instanceof PlacementRecord placement) {
      return placement.encode();
    }
    return ((PrimaryRecord) value).encode();
  }
}
