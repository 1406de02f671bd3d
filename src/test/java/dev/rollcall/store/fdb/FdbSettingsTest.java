package dev.rollcall.store.fdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.rollcall.store.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which settings there are, and which are refused and how. */
class FdbSettingsTest {
  private static final Path SOME = Path.of("some");

  @Test
  void theDefaultIsADirectoryOfTheDefaultCluster() {
    assertThat(FdbOptions.DEFAULT.clusterFile()).isEmpty();
    assertThat(FdbOptions.DEFAULT.location()).isEqualTo(new FdbOptions.Directory(List.of("rollcall")));
    assertThat(FdbOptions.DEFAULT.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(FdbNetwork.DEFAULT.apiVersion()).isEqualTo(730);
  }

  @Test
  void eachOptionIsSetByItself() {
    FdbNetwork network = FdbNetwork.DEFAULT.withApiVersion(710);
    FdbOptions options = FdbOptions.DEFAULT.withClusterFile(SOME).withDirectory("a", "b")
        .withTimeout(Duration.ofMillis(1)).withNetwork(network);
    assertThat(options).isEqualTo(new FdbOptions(
        Optional.of(SOME), new FdbOptions.Directory(List.of("a", "b")), Duration.ofMillis(1), network));
    assertThat(options.withExistingDirectory("a").location())
        .isEqualTo(new FdbOptions.Directory(List.of("a"), false))
        .isNotEqualTo(options.withDirectory("a").location());
    assertThat(options.withPrefix(Bytes.EMPTY).location()).isEqualTo(new FdbOptions.Prefix(Bytes.EMPTY));
  }

  @Test
  void eachNetworkSettingIsSetByItself() {
    FdbNetwork.Tls tls = tls();
    FdbNetwork network = FdbNetwork.DEFAULT.withApiVersion(610).withTls(tls).withTraceDirectory(SOME)
        .withExternalClients(Path.of("clients")).withKnob("b", "2").withKnob("a", "1");
    TreeMap<String, String> knobs = new TreeMap<>();
    knobs.put("a", "1");
    knobs.put("b", "2");
    assertThat(network).isEqualTo(new FdbNetwork(
        610, Optional.of(tls), Optional.of(SOME), Optional.of(Path.of("clients")), knobs));
    assertThat(FdbNetwork.DEFAULT.knobs()).isEmpty();
  }

  private static FdbNetwork.Tls tls() {
    Optional<Path> ca = Optional.of(Path.of("ca.pem"));
    return new FdbNetwork.Tls(Path.of("cert.pem"), Path.of("key.pem"), ca, Optional.empty(), Optional.of("secret"));
  }

  @Test
  void aPasswordIsNotPrinted() {
    assertThat(FdbNetwork.DEFAULT.withTls(tls()).toString()).contains("cert.pem", "key.pem", "ca.pem")
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT0.0009S", "PT-1S", "PT600H"})
  void aTimeoutThatFoundationDbWouldTakeOtherwiseIsRefused(Duration timeout) {
    assertThatIllegalArgumentException().isThrownBy(() -> FdbOptions.DEFAULT.withTimeout(timeout))
        .withMessage("timeout is " + timeout + ", but must be at least 1 ms and below 24 days");
  }

  @Test
  void aDirectoryNeedsAName() {
    assertThatIllegalArgumentException().isThrownBy(() -> FdbOptions.DEFAULT.withDirectory())
        .withMessageContaining("no names");
  }

  @Test
  void aPrefixStaysOutOfFoundationDbsOwnKeys() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FdbOptions.DEFAULT.withPrefix(Bytes.of(new byte[] {(byte) 0xff, 1})))
        .withMessageContaining("0xFF");
  }

  @Test
  void anApiVersionWithOtherRulesIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> FdbNetwork.DEFAULT.withApiVersion(600))
        .withMessage("API version 600 is too old; the oldest is 610");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatNullPointerException().isThrownBy(() -> FdbOptions.DEFAULT.withNetwork(null)).withMessage("network");
    assertThatNullPointerException()
        .isThrownBy(() -> new FdbOptions(null, FdbOptions.DEFAULT.location(), Duration.ZERO, FdbNetwork.DEFAULT))
        .withMessage("clusterFile");
  }
}
