package dev.rollcall.conformance.trace;

import java.util.Iterator;

/** A trace in memory, read as a stream. */
final class TraceInMemory implements TraceStream {
  private final String name;
  private final TraceHeader header;
  private final Iterator<TraceState> states;

  TraceInMemory(String name, Trace trace) {
    this.name = name;
    this.header = trace.header();
    this.states = trace.states().iterator();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public TraceHeader header() {
    return header;
  }

  @Override
  public boolean hasNext() {
    return states.hasNext();
  }

  @Override
  public TraceState next() {
    return states.next();
  }
}
