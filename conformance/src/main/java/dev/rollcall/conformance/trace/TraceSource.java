package dev.rollcall.conformance.trace;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A trace that can be opened several times: to replay it, and again to report on it. Implementations
 * are safe for use by several threads, each with a stream of its own.
 */
public interface TraceSource {

  /** What messages call this trace: usually its file's path. */
  String name();

  /**
   * Opens the trace at its first state.
   *
   * @throws IOException if it cannot be read, {@link java.nio.file.NoSuchFileException} for one
   * @throws TraceFormatException if it is malformed up to its first state
   */
  TraceStream open() throws IOException;

  /** How a source opens its trace. */
  @FunctionalInterface
  interface Opening {
    TraceStream open() throws IOException;
  }

  static TraceSource of(String name, Opening opening) {
    return new TraceSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public TraceStream open() throws IOException {
        return opening.open();
      }
    };
  }

  /** An ITF file. */
  static TraceSource file(Path file) {
    return of(file.toString(), () -> ItfReader.open(file, ItfLimits.DEFAULT));
  }
}
