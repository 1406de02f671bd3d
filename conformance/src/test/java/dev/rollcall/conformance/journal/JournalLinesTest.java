package dev.rollcall.conformance.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.Tags;
import dev.rollcall.protocol.journal.JournalEntry;
import dev.rollcall.protocol.schema.Change;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.JournalEvent;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.PlacementRecord;
import dev.rollcall.protocol.schema.PrimaryRecord;
import dev.rollcall.protocol.schema.Suspicion;
import dev.rollcall.store.Versionstamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalLinesTest {
  private static final NodeId A = NodeId.of("a");
  private static final NodeId B = NodeId.of("b");

  private static String line(Change... changes) {
    JournalEvent event = new JournalEvent(1_000, "X", A, 0, 1, Optional.empty(), List.of(changes));
    return JournalLines.line(new JournalEntry(new Versionstamp(7, 0), event));
  }

  private static void assertChange(Change change, String json) {
    assertThat(line(change)).endsWith("\"changes\":[" + json + "]}");
  }

  @Test
  void theLineIsAsDocumented() throws IOException {
    JournalEvent event = new JournalEvent(1_000, "MarkNodeFailed", A, 1, 1, Optional.of(B), List.of(
        new Change.OfRecord(B, Optional.of(new NodeRecord(NodeState.FAILED, 2, "b:1",
            Optional.of(Duration.ofSeconds(10)), Tags.of(Map.of("rack", "r7"))))),
        new Change.OfHeartbeat(B, Optional.empty()), new Change.OfView(4)));
    String line = JournalLines.line(new JournalEntry(new Versionstamp(0x1a2b, 3), event));
    assertThat(Files.readString(Path.of("../docs/journal.md")).replaceAll("\\s+", ""))
        .contains(line.replace(" ", ""));
  }

  @Test
  void everyKindOfChangeHasItsFields() {
    assertChange(new Change.OfRecord(A, Optional.empty()), "{\"kind\":\"record\",\"node\":\"a\",\"state\":\"Left\"}");
    assertChange(new Change.OfRecord(A, Optional.of(new NodeRecord(NodeState.ACTIVE, 2, "h"))),
        "{\"kind\":\"record\",\"node\":\"a\",\"state\":\"Active\",\"incarnation\":2,\"address\":\"h\",\"tags\":{}}");
    assertChange(new Change.OfHeartbeat(A, Optional.empty()), "{\"kind\":\"withdrawal\",\"node\":\"a\"}");
    assertChange(new Change.OfHeartbeat(A, Optional.of(new Heartbeat(2, 3))),
        "{\"kind\":\"heartbeat\",\"node\":\"a\",\"incarnation\":2,\"counter\":3}");
    assertChange(new Change.OfSuspicion(A, B, new Suspicion(1, new Heartbeat(2, 3))),
        "{\"kind\":\"suspicion\",\"target\":\"a\",\"voter\":\"b\",\"voterIncarnation\":1,\"seenIncarnation\":2,"
            + "\"seenCounter\":3}");
    assertChange(new Change.OfView(4), "{\"kind\":\"view\",\"number\":4}");
    assertChange(new Change.OfPrimary(new PrimaryRecord(5, Optional.empty())), "{\"kind\":\"primary\",\"term\":5}");
    assertChange(new Change.OfPrimary(new PrimaryRecord(5, Optional.of(new PrimaryRecord.Holder(A, 2, 9)))),
        "{\"kind\":\"primary\",\"term\":5,\"holder\":\"a\",\"incarnation\":2}");
    assertChange(new Change.OfPlacement(ActorId.of("x"), new PlacementRecord(3, Optional.empty()), false),
        "{\"kind\":\"placement\",\"actor\":\"x\",\"epoch\":3}");
    assertChange(new Change.OfPlacement(
            ActorId.of("x"), new PlacementRecord(3, Optional.of(new ActorHost(A, 2))), true),
        "{\"kind\":\"placement\",\"actor\":\"x\",\"epoch\":3,\"host\":\"a\",\"incarnation\":2,\"arriving\":true}");
  }

  @Test
  void aLineIsAsciiAndHasNoEndOfLineInIt() {
    String line = line(new Change.OfRecord(A, Optional.of(new NodeRecord(NodeState.ACTIVE, 2, "höst\n\u2028"))));
    assertThat(line).matches("[ -~]*").contains("h\\u00F6st\\n\\u2028");
  }

  @Test
  void aVersionstampReadsBackAndSortsAsText() {
    Versionstamp last = new Versionstamp(Long.MAX_VALUE, 0xffff);
    assertThat(JournalLines.versionstamp(JournalLines.text(last))).isEqualTo(last);
    assertThat(JournalLines.text(new Versionstamp(9, 0xffff))).isLessThan(JournalLines.text(new Versionstamp(16, 0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "00000000000000000", "0000000000000000000g", "80000000000000000000",
      "0000000000000000000000"})
  void whatIsNoVersionstampIsRefused(String text) {
    assertThatThrownBy(() -> JournalLines.versionstamp(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
