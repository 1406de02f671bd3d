package dev.rollcall.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a process exits with when it is asked to end. */
@Timeout(60)
class InterruptionTest {

  /** Waits until it is interrupted, and says so; what to do in the end is its argument. */
  static final class Endless {
    private Endless() {}

    public static void main(String[] arguments) {
      Interruption interruption = new Interruption();
      System.out.println("begun");
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        System.out.println("interrupted");
      }
      interruption.close();
    }
  }

  @Test
  void a_command_that_is_asked_to_end_ends_in_order_and_with_0() throws IOException, InterruptedException {
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        System.getProperty("java.class.path"), Endless.class.getName()).redirectErrorStream(true).start();
    try (var lines = process.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("begun");
      process.toHandle().destroy();
      assertThat(lines.readLine()).isEqualTo("interrupted");
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }
}
