package dev.rollcall.conformance.adopting;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.rollcall.conformance.adopt.AnnotatedSystem;
import dev.rollcall.conformance.explore.Exploration;
import dev.rollcall.conformance.explore.ExploreOptions;
import dev.rollcall.conformance.explore.Explorer;
import dev.rollcall.conformance.model.SpecTraces;
import dev.rollcall.conformance.tlc.TlcRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The lock takes every transition of its specification, and refuses everything else. */
class FencedLockTest {
  @Test
  void conforms() {
    Path spec = Path.of("src/test/resources/adopting");
    TlcRun run = TlcRun.of(spec, "FencedLock", spec.resolve("FencedLock.cfg")).withWorkers(1);
    Exploration found = Explorer.run(run, SpecTraces.header(run),
        AnnotatedSystem.of(FencedLockSpec.class, FencedLock::new), ExploreOptions.ALL);
    found.divergence().ifPresent(divergence -> fail(divergence.text("")));
    assertTrue(found.conforms());
  }
}
