package dev.rollcall.runtime.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.schema.SchemaPage;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The bytes that docs/probes.md shows are the bytes, and its settings and reasons are those of the code. */
class ProbesPageTest {
  private static final NodeId N1 = NodeId.of("n1");
  private static final NodeId N2 = NodeId.of("n2");
  private static final ProbeFrame PROBE = new ProbeFrame(ProbeFrame.Kind.PROBE,
      new ProbeFrame.Nonce(0x0001020304050607L, 0x08090a0b0c0d0e0fL), 7, "orders", N1, N2);

  private final SchemaPage page = new SchemaPage(Files.readString(Path.of("..", "docs", "probes.md")));

  ProbesPageTest() throws IOException {}

  private List<String> column(String heading, int column) {
    return page.table(heading).stream().map(row -> SchemaPage.codes(row.get(column)).get(0)).toList();
  }

  private String shown(int column) {
    return String.join("", column("On the wire", column));
  }

  private static String encoded(ProbeSecret secret, ProbeFrame frame) {
    return HexFormat.of().formatHex(new FrameCodec(secret).encode(frame));
  }

  private ProbeSecret secret() {
    Matcher matcher = Pattern.compile("The secret is\\s+`([^`]+)`").matcher(page.text());
    assertThat(matcher.find()).isTrue();
    return Members.secret(matcher.group(1));
  }

  @Test
  void aProbeAndItsAnswerHaveThoseBytes() {
    assertThat(encoded(secret(), PROBE)).isEqualTo(shown(2));
    assertThat(encoded(secret(), PROBE.answer(9))).isEqualTo(shown(3));
    assertThat(encoded(secret(), PROBE.oneWayAnswer(9))).isEqualTo(shown(4));
  }

  @Test
  void eachFieldHasSoManyBytes() {
    for (List<String> row : page.table("On the wire")) {
      int bytes = SchemaPage.codes(row.get(2)).get(0).length() / 2;
      if (!row.get(1).contains(" to ")) {
        assertThat(row.get(1)).as(row.get(0)).isEqualTo(Integer.toString(bytes));
      }
    }
  }

  @Test
  void framesAreSoLong() {
    NodeId shortest = NodeId.of("a");
    NodeId longest = NodeId.of("a".repeat(128));
    int least = encoded(secret(), new ProbeFrame(PROBE.kind(), PROBE.nonce(), 1, "c", shortest, shortest)).length() / 2;
    int most = encoded(secret(), new ProbeFrame(
        PROBE.kind(), PROBE.nonce(), 1, longest.value(), longest, longest)).length() / 2;
    assertThat(most).isEqualTo(FrameCodec.MAX_BYTES);
    assertThat(page.text()).contains("A frame has " + least + " to " + most + " bytes")
        .contains("claims more than " + most + " bytes");
  }

  @Test
  void whoHasNoSecretSignsWithThatText() {
    Matcher matcher = Pattern.compile("the key is the ASCII text `([^`]+)`").matcher(page.text());
    assertThat(matcher.find()).isTrue();
    assertThat(Members.secret(matcher.group(1))).isEqualTo(ProbeSecret.NONE);
  }

  @Test
  void theSettingsAreThose() {
    assertThat(column("Settings", 0)).isEqualTo(
        Arrays.stream(ProbeSettings.class.getRecordComponents()).map(RecordComponent::getName).toList());
    ProbeSettings defaults = ProbeSettings.at("h", 1);
    List<String> shown = page.table("Settings").stream().map(row -> row.get(1)).toList();
    assertThat(shown.subList(4, 10)).containsExactly(
        Boolean.toString(defaults.unauthenticated()), Boolean.toString(defaults.asks()), seconds(defaults.interval()),
        seconds(defaults.timeout()), Integer.toString(defaults.maxConnections()), Integer.toString(defaults.backlog()));
  }

  private static String seconds(Duration duration) {
    return (duration.toMillis() / 1000.0 + " s").replace(".0 ", " ");
  }

  @Test
  void theReasonsAreThose() {
    assertThat(column("What is not answered", 0)).isEqualTo(
        Arrays.stream(ProbeRefusal.values()).map(ProbeRefusal::name).collect(Collectors.toList()));
  }
}
