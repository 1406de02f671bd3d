package dev.rollcall.runtime.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an address, and which of them need no looking up. */
class HostPortTest {

  @ParameterizedTest
  @CsvSource({"10.0.0.5:7411, 10.0.0.5, 7411", "[fd00::5]:1, fd00::5, 1", "[::1]:65535, ::1, 65535",
      "db-1.example.com:0, db-1.example.com, 0", "a:9, a, 9"})
  void anAddressIsTakenApartAndPutTogether(String text, String host, int port) {
    assertThat(HostPort.parse(text)).contains(new HostPort(host, port));
    assertThat(new HostPort(host, port)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":1", "a", "a:", "a:x", "a:-1", "a:65536", "a:100000", "a:1:2", "fd00::5:1", "[]:1",
      "[::1]", "[a.example]:1", "[10.0.0.5]:1", "a/b:1", "a b:1", "a:1 ", "[::1]]:1", "[:::::]:1", "[a.example:1]:1"})
  void whatIsNoAddressIsNone(String text) {
    assertThat(HostPort.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.5", "0.0.0.0", "255.255.255.255", "::1", "fd00::5"})
  void numbersNeedNoLookingUp(String host) {
    assertThat(new HostPort(host, 1).literal()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "256.0.0.1", "1.2.3", "1.2.3.4.5", "1.2.3.4.", "999", "fd00"})
  void allElseIsAName(String host) {
    assertThat(new HostPort(host, 1).literal()).isEmpty();
  }

  @Test
  void aNameMayHave253Letters() {
    assertThat(HostPort.parse("a".repeat(253) + ":1")).isPresent();
    assertThat(HostPort.parse("a".repeat(254) + ":1")).isEmpty();
  }
}
