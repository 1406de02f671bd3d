package dev.rollcall.conformance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.conformance.tlc.TlcRun;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.Value;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SpecTracesTest {
  private static final Path SPEC = Path.of("src/test/resources/door");

  @Test
  void a_model_without_a_manifest_is_named_like_its_configuration_and_has_its_constants() {
    TraceHeader header = SpecTraces.header(TlcRun.of(SPEC, "Door", SPEC.resolve("Small.cfg")));
    assertThat(header.module()).isEqualTo("Door");
    assertThat(header.model()).isEqualTo("Small");
    assertThat(header.constants()).containsEntry("Clients", Value.setOf(Value.of("c1"), Value.of("c2")));
  }

  @Test
  void a_configuration_that_is_not_there_is_named() {
    TlcRun run = TlcRun.of(SPEC, "Door", SPEC.resolve("Large.cfg"));
    assertThatThrownBy(() -> SpecTraces.header(run)).isInstanceOf(BadManifestException.class)
        .hasMessageContaining("Large.cfg");
  }
}
