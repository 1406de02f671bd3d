package dev.rollcall.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.conformance.cli.Rollcall;
import dev.rollcall.store.fdb.FdbNetwork;
import dev.rollcall.store.fdb.FdbOptions;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/operating.md to the settings and the commands there are. */
class OperatingPageTest {
  private static final Pattern COMMAND = Pattern.compile("scripts/rollcall ([a-z]+)");

  private final Page page = Page.read(Path.of("..", "docs", "operating.md"));

  OperatingPageTest() throws IOException {}

  private static List<String> components(Class<?>... records) {
    return Stream.of(records).flatMap(type -> Arrays.stream(type.getRecordComponents()))
        .map(RecordComponent::getName).toList();
  }

  @Test
  void the_settings_of_the_cluster_are_those_of_the_code() {
    assertThat(page.column("Settings of the cluster", 0))
        .containsExactlyElementsOf(components(MembershipConfig.class));
  }

  @Test
  void the_settings_of_the_store_are_those_of_the_code() {
    assertThat(page.column("Settings of the store", 0))
        .containsExactlyElementsOf(components(FdbOptions.class, FdbNetwork.class, FdbNetwork.Tls.class));
  }

  @Test
  void every_command_exists() {
    assertThat(page.lines().stream().flatMap(line -> COMMAND.matcher(line).results()).map(found -> found.group(1)))
        .isNotEmpty().isSubsetOf(Rollcall.commandLine().getSubcommands().keySet());
  }
}
