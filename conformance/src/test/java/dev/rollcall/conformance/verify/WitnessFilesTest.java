package dev.rollcall.conformance.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.model.Manifest;
import dev.rollcall.conformance.model.Witnesses;
import dev.rollcall.conformance.tlc.CheckResult;
import dev.rollcall.conformance.tlc.Outcome;
import dev.rollcall.conformance.tlc.RunStats;
import dev.rollcall.conformance.trace.Trace;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessFilesTest {
  private static final Manifest.Witness WITNESS =
      new Manifest.Witness("Happens", "s", "M", "M.cfg", Manifest.Kind.state, 1, "It happens.");
  private static final Trace TRACE = new Trace(TraceHeader.of("M", "Happens", "TLC", List.of("x")),
      List.of(new TraceState(0, TraceState.INIT, Map.of(), Map.of("x", Value.of(1)))));

  @TempDir private Path temp;

  private WitnessFiles files() {
    return new WitnessFiles(temp.resolve("traces"));
  }

  private static Witnesses.Verdict found(Trace trace) {
    CheckResult result = new CheckResult(new Outcome.Passed(), RunStats.none(0), List.of(), "");
    return new Witnesses.Verdict(WITNESS, Optional.ofNullable(trace), result, List.of());
  }

  @Test
  void aTraceIsWrittenUnderTheNameOfItsWitnessWithItsStory() throws Exception {
    Path file = files().write(WITNESS, TRACE);
    assertThat(file).isEqualTo(temp.resolve("traces/Happens.itf.json"));
    assertThat(file).content().contains("\"story\": \"It happens.\"");
  }

  @Test
  void aTraceJustWrittenDoesNotDiffer() throws Exception {
    files().write(WITNESS, TRACE);
    assertThat(files().difference(found(TRACE))).isEmpty();
  }

  @Test
  void aMissingTraceIsADifference() throws Exception {
    assertThat(files().difference(found(TRACE)).orElseThrow())
        .contains("Happens.itf.json is missing", "export --witnesses");
  }

  @Test
  void anyOtherByteIsADifference() throws Exception {
    Path file = files().write(WITNESS, TRACE);
    Files.writeString(file, Files.readString(file) + "\n");
    assertThat(files().difference(found(TRACE)).orElseThrow())
        .contains("Happens.itf.json is not what TLC finds now", "commit it");
  }

  @Test
  void anotherStoryIsADifference() throws Exception {
    Manifest.Witness retold = new Manifest.Witness("Happens", "s", "M", "M.cfg", Manifest.Kind.state, 1, "Once upon a time.");
    files().write(retold, TRACE);
    assertThat(files().difference(found(TRACE))).isPresent();
  }

  @Test
  void whatWasNotFoundIsNotComparedAsItIsAProblemAlready() throws Exception {
    assertThat(files().difference(found(null))).isEmpty();
  }

  @Test
  void tracesThatBelongToNoWitnessAreStraysAndOtherFilesAreNot() throws Exception {
    assertThat(files().strays(List.of(WITNESS))).isEmpty();
    files().write(WITNESS, TRACE);
    Path stray = Files.writeString(temp.resolve("traces/Gone.itf.json"), "{}");
    Files.writeString(temp.resolve("traces/README.md"), "");
    assertThat(files().strays(List.of(WITNESS))).containsExactly(stray);
  }
}
