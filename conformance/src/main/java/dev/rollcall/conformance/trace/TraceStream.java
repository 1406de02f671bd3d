package dev.rollcall.conformance.trace;

import java.util.Iterator;

/**
 * A trace read state by state, so that its length does not matter to memory. The first state is
 * always there. Not safe for use by several threads.
 *
 * <p>{@link #hasNext} and {@link #next} throw {@link TraceFormatException} where the input turns out
 * malformed, and {@link java.io.UncheckedIOException} where reading fails.
 */
public interface TraceStream extends Iterator<TraceState>, AutoCloseable {

  /** What messages call this trace: usually its file's path. */
  String name();

  /** The header; known as soon as the stream is open. */
  TraceHeader header();

  @Override
  default void close() {}
}
