package dev.rollcall.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.Tags;
import dev.rollcall.store.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class JournalEventTest {
  private static final NodeId A = NodeId.of("a");
  private static final NodeId B = NodeId.of("b");

  @Provide
  Arbitrary<JournalEvent> events() {
    return JournalEvents.any();
  }

  @Property
  void theTimeIsReadFromAnyVersionWhateverFollows(@ForAll("events") JournalEvent event, @ForAll byte version) {
    Bytes encoded = event.encode();
    assertThat(JournalEvent.millisOf(encoded)).hasValue(event.millis());
    Bytes cut = Bytes.of(version).concat(encoded.slice(1, 9));
    assertThat(JournalEvent.millisOf(cut)).hasValue(event.millis());
    assertThat(JournalEvent.millisOf(cut.slice(0, 8))).isEmpty();
  }

  /** What was written once is read for ever. */
  @Test
  void theEncodingIsAsDocumented() throws IOException {
    JournalEvent event = new JournalEvent(1_000, "MarkNodeFailed", A, 1, 1, Optional.of(B), List.of(
        new Change.OfRecord(B, Optional.of(new NodeRecord(NodeState.FAILED, 2, "b:1",
            Optional.of(Duration.ofSeconds(10)), Tags.of(Map.of("rack", "r7"))))),
        new Change.OfHeartbeat(B, Optional.empty()), new Change.OfView(4)));
    String expected = "01 00000000000003e8"
        + " 000000000000000e 4d61726b4e6f64654661696c6564" + " 0000000000000001 61"
        + " 0000000000000001 0000000000000001" + " 01 0000000000000001 62" + " 03"
        + " 01 0000000000000001 62 01 000000000000003b 02 04 0000000000000002 0000000000000003 623a31"
        + " 00000002540be400 0000000000000001 0000000000000004 7261636b 0000000000000002 7237"
        + " 02 0000000000000001 62 00"
        + " 04 0000000000000004";
    assertThat(HexFormat.of().formatHex(event.encode().toByteArray())).isEqualTo(expected.replace(" ", ""));
    assertThat(Files.readString(Path.of("../docs/journal.md")).replaceAll("\\s+", " ")).contains(expected);
  }

  /** A journal outlives the release that wrote it. */
  @Test
  void anEventOfAnEarlierReleaseIsRead() {
    String old = "01 00000000000003e8" + "000000000000000e 4d61726b4e6f64654661696c6564" + "0000000000000001 61"
        + "0000000000000001 0000000000000001" + "01 0000000000000001 62" + "03"
        + "01 0000000000000001 62 01 0000000000000015 01 04 0000000000000002 0000000000000003 623a31"
        + "02 0000000000000001 62 00" + "04 0000000000000004";
    Bytes value = Bytes.of(HexFormat.of().parseHex(old.replace(" ", "")));
    assertThat(JournalEvent.decode(Bytes.utf8("k"), value)).isEqualTo(
        new JournalEvent(1_000, "MarkNodeFailed", A, 1, 1, Optional.of(B), List.of(
            new Change.OfRecord(B, Optional.of(new NodeRecord(NodeState.FAILED, 2, "b:1"))),
            new Change.OfHeartbeat(B, Optional.empty()), new Change.OfView(4))));
  }

  @Test
  void anUnknownKindOfChangeIsDamage() {
    Bytes value = new JournalEvent(1, "X", A, 1, 1, Optional.empty(), List.of(new Change.OfView(1))).encode();
    Bytes other = value.slice(0, value.length() - 9).concat(Bytes.of((byte) 7)).concat(Bytes.bigEndian(1));
    assertThatThrownBy(() -> JournalEvent.decode(Bytes.utf8("k"), other)).isInstanceOf(DamagedValueException.class)
        .hasMessageContaining("'k': no change has code 7");
  }

  @Test
  void moreChangesThanACountHoldsAreRefused() {
    List<Change> many = Collections.nCopies(256, new Change.OfView(1));
    assertThatThrownBy(() -> new JournalEvent(1, "X", A, 1, 1, Optional.empty(), many))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("256");
  }
}
