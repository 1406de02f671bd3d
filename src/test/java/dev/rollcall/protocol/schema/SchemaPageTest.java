package dev.rollcall.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.Tags;
import dev.rollcall.store.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bytes that docs/schema.md shows are the bytes. A failure means that the format changed: see its last part. */
class SchemaPageTest {
  private static final NodeId N1 = NodeId.of("n1");
  private static final NodeId N2 = NodeId.of("n2");
  private static final ActorId A1 = ActorId.of("a1");
  private static final ActorHost HOST = new ActorHost(N1, 7);

  private final SchemaPage page = SchemaPage.read();
  private final Keys keys = new Keys("orders");

  SchemaPageTest() throws IOException {}

  @Test
  void theKeysAreThose() {
    Map<String, String> shown = page.table("Keys").stream()
        .collect(Collectors.toMap(row -> SchemaPage.codes(row.get(0)).get(0), row -> SchemaPage.codes(row.get(1)).get(0)));
    Map<String, String> actual = Stream.of(keys.format(), keys.node(N1), keys.heartbeat(N1), keys.suspicion(N1, N2),
            keys.receipt(N1), keys.failures(N1), keys.eviction(N1), keys.viewNumber(), keys.primary(), keys.incarnation(), keys.actors().placement(A1),
            keys.actors().placed(HOST, A1), keys.actors().host(HOST), keys.actors().arrival(HOST, A1),
            keys.actors().arrived(N1))
        .collect(Collectors.toMap(Keys::describe, SchemaPageTest::hex));
    assertThat(actual).isEqualTo(shown);
  }

  @Test
  void theValuesAreThose() {
    Map<String, String> shown = page.table("Values").stream()
        .collect(Collectors.toMap(row -> row.get(0), row -> SchemaPage.codes(row.get(2)).get(0)));
    Map<String, String> actual = new HashMap<>();
    actual.put("number", hex(new ValueWriter(WritableRegistry.NUMBER_VERSION).writeLong(5).toBytes()));
    actual.put("node record", hex(new NodeRecord(
        NodeState.ACTIVE, 7, "h:1", Optional.of(Duration.ofSeconds(10)), Tags.of(Map.of("rack", "r7"))).encode()));
    actual.put("heartbeat", hex(new Heartbeat(7, 258).encode()));
    actual.put("suspicion", hex(new Suspicion(8, new Heartbeat(7, 258)).encode()));
    actual.put("receipt", hex(new Receipt(new UUID(1, 2)).encode()));
    actual.put("failures", hex(new Failures(4, 1000).encode()));
    actual.put("primary, vacant", hex(new PrimaryRecord(3, Optional.empty()).encode()));
    actual.put("primary, held", hex(new PrimaryRecord(3, Optional.of(new PrimaryRecord.Holder(N1, 7, 1000))).encode()));
    actual.put("placement, vacant", hex(new PlacementRecord(3, Optional.empty()).encode()));
    actual.put("placement, held", hex(new PlacementRecord(3, Optional.of(HOST)).encode()));
    actual.put("counter", hex(Bytes.littleEndian(258)));
    assertThat(actual).isEqualTo(shown);
  }

  @Test
  void theStatesHaveThoseNumbers() {
    String shown = List.of(NodeState.JOINING, NodeState.ACTIVE, NodeState.LEAVING, NodeState.FAILED).stream()
        .map(state -> new NodeRecord(state, 1, "").encode().get(1) + " " + state.specName())
        .collect(Collectors.joining(", ", "States: ", "."));
    assertThat(page.text()).contains(shown);
  }

  @Test
  void theLongestKeyIsSoLong() {
    NodeId longest = NodeId.of("n".repeat(128));
    Keys longestKeys = new Keys("c".repeat(128));
    int length = longestKeys.actors().arrival(
        new ActorHost(longest, Long.MAX_VALUE), ActorId.of(longest.value())).length();
    assertThat(length).isGreaterThan(longestKeys.suspicion(longest, longest).length());
    assertThat(page.text()).contains("at most " + length + " bytes");
  }

  @Test
  void theFormatHasThatNumber() {
    assertThat(page.text()).contains("`format` holds " + WritableRegistry.FORMAT + ".");
  }

  private static String hex(Bytes bytes) {
    return java.util.HexFormat.of().formatHex(bytes.toByteArray());
  }
}
