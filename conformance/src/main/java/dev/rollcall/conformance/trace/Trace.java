package dev.rollcall.conformance.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * A whole behaviour held in memory. Immutable. Traces of unknown size are read as a {@link
 * TraceStream} instead.
 *
 * @param header what the trace says about itself
 * @param states at least one state, indexed from 0; anything else is an {@link IllegalArgumentException}
 */
public record Trace(TraceHeader header, List<TraceState> states) {

  public Trace {
    states = List.copyOf(states);
    if (states.isEmpty()) {
      throw new IllegalArgumentException("a trace needs at least its initial state");
    }
    for (int i = 0; i < states.size(); i++) {
      if (states.get(i).index() != i) {
        throw new IllegalArgumentException(
            "state at position " + i + " has index " + states.get(i).index());
      }
    }
  }

  /** The number of steps, which is one less than the number of states. */
  public int steps() {
    return states.size() - 1;
  }

  /** The states up to and including the given index. */
  public Trace prefix(int lastIndex) {
    return new Trace(header, states.subList(0, lastIndex + 1));
  }

  /** Reads the rest of a stream that has not been advanced, up to and including the given index. */
  public static Trace read(TraceStream stream, int lastIndex) {
    List<TraceState> states = new ArrayList<>();
    while (states.size() <= lastIndex && stream.hasNext()) {
      states.add(stream.next());
    }
    return new Trace(stream.header(), states);
  }

  /** This trace as a stream, under the name that messages should use for it. */
  public TraceStream stream(String name) {
    return new TraceInMemory(name, this);
  }

  /** This trace as a source that can be opened again and again. */
  public TraceSource source(String name) {
    return TraceSource.of(name, () -> stream(name));
  }
}
