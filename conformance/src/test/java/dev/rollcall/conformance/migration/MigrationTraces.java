package dev.rollcall.conformance.migration;

import dev.rollcall.conformance.CommittedTraces;
import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.trace.ItfLimits;
import dev.rollcall.conformance.trace.ItfReader;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Systems that a committed trace of actors begins with. */
public final class MigrationTraces {
  private static final Path TRACE = CommittedTraces.of("migration").stream()
      .filter(file -> file.getFileName().toString().startsWith("LeavingNodeHandsOver.")).findFirst().orElseThrow();

  private MigrationTraces() {}

  /** Two nodes and one actor, in the initial state. */
  public static ExplorableSystem start() {
    return start(new MigrationFactory());
  }

  static ExplorableSystem start(MigrationFactory factory) {
    try (ItfReader reader = ItfReader.open(TRACE, ItfLimits.DEFAULT)) {
      TraceHeader header = reader.header();
      return factory.start(header, reader.next());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One in a state in which an actor is due. */
  public static ExplorableSystem eventful() {
    ExplorableSystem system = start();
    try (ItfReader reader = ItfReader.open(TRACE, ItfLimits.DEFAULT)) {
      reader.next();
      while (reader.hasNext()) {
        TraceState state = reader.next();
        if (state.action().equals("MigrateActors")) {
          return system;
        }
        system.perform(state.action(), state.params());
      }
      throw new IllegalStateException(TRACE + " moves no actor");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
