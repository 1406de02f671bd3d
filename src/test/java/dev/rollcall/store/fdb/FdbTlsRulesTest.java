package dev.rollcall.store.fdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.apple.foundationdb.NetworkOptions;
import dev.rollcall.store.Bytes;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rules for certificates reach the client as they were written, whatever the platform's charset. */
class FdbTlsRulesTest {
  private static final String RULES = "S.O=B\u00fccher";
  private static final int VERIFY_PEERS_OPTION = 47;

  static final class Main {
    private Main() {}

    public static void main(String[] args) {
      FdbNetwork.Tls tls = new FdbNetwork.Tls(
          Path.of("cert"), Path.of("key"), Optional.empty(), Optional.of(RULES), Optional.empty());
      FdbClient.apply(FdbNetwork.DEFAULT.withTls(tls), new NetworkOptions((code, parameter) -> {
        if (code == VERIFY_PEERS_OPTION) {
          System.out.println("rules are as written: " + Bytes.of(parameter).equals(Bytes.utf8(RULES)));
        }
      }));
    }
  }

  @Test
  void rulesAreTheSameUnderAnyDefaultCharset() throws Exception {
    Map<String, String> latin = Map.of("JAVA_TOOL_OPTIONS", "-Dfile.encoding=ISO-8859-1");
    try (ChildJvm child = ChildJvm.start(Main.class, latin)) {
      assertThat(child.finish()).contains("rules are as written: true");
    }
  }
}
