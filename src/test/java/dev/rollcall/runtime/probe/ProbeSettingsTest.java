package dev.rollcall.runtime.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Which settings there are, and which are refused and how. */
class ProbeSettingsTest {
  private final ProbeSettings some = ProbeSettings.at("10.0.0.5", 7411);

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(message);
  }

  @Test
  void eachSettingIsSetByItself() {
    assertThat(some.withAdvertised("a:1").withSecret(Members.SECRET).answeringOnly()
        .withTimes(Duration.ofSeconds(4), Duration.ofSeconds(3)).withMaxConnections(5, 6))
        .isEqualTo(new ProbeSettings("10.0.0.5", 7411, Optional.of("a:1"),
            Optional.of(Members.SECRET), false, false, Duration.ofSeconds(4), Duration.ofSeconds(3), 5, 6));
    assertThat(some.withoutAuthentication().unauthenticated()).isTrue();
  }

  @Test
  void whatIsOutOfRangeIsNamed() {
    assertRefused(() -> ProbeSettings.at("h", -1), "port is -1, but must be 0 to 65535");
    assertRefused(() -> ProbeSettings.at("h", 65536), "port is 65536, but must be 0 to 65535");
    assertRefused(() -> some.withAdvertised("nowhere"), "advertised is nowhere, but must be host:port");
    assertRefused(() -> some.withTimes(Duration.ZERO, Duration.ZERO), "interval is PT0S, but must be 1 ms to 1 hour");
    assertRefused(() -> some.withTimes(Duration.ofHours(2), Duration.ofSeconds(1)), "interval is PT2H");
    assertRefused(() -> some.withTimes(Duration.ofSeconds(1), Duration.ofSeconds(2)),
        "timeout is PT2S, but must be at least 1 ms and no longer than interval, which is PT1S");
    assertRefused(() -> some.withTimes(Duration.ofSeconds(1), Duration.ZERO), "timeout is PT0S");
    assertRefused(() -> some.withMaxConnections(0, 1), "maxConnections is 0, but must be at least 1");
    assertRefused(() -> some.withMaxConnections(1, 0), "backlog is 0, but must be at least 1");
  }

  @Test
  void aSecretAndNoSecretIsAContradiction() {
    assertRefused(() -> some.withSecret(Members.SECRET).withoutAuthentication(), "unauthenticated is true");
  }

  @Test
  void aSecretThatCouldBeGuessedIsRefused() {
    assertRefused(() -> ProbeSecret.of(new byte[15]), "a secret of 15 bytes could be guessed");
    assertThatCode(() -> ProbeSecret.of(new byte[16])).doesNotThrowAnyException();
  }

  @Test
  void aSecretIsNotPrinted() {
    assertThat(some.withSecret(Members.secret("not to be printed")).toString())
        .contains("10.0.0.5").doesNotContain("printed").doesNotContain("110, 111, 116");
  }

  @Test
  void aSecretDoesNotChangeWithTheBytesItWasMadeOf() {
    byte[] bytes = "sixteen bytes...".getBytes(StandardCharsets.US_ASCII);
    ProbeSecret secret = ProbeSecret.of(bytes);
    bytes[0]++;
    assertThat(secret).isEqualTo(Members.secret("sixteen bytes...")).isNotEqualTo(ProbeSecret.of(bytes))
        .hasSameHashCodeAs(Members.secret("sixteen bytes..."));
  }
}
