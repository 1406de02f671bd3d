package dev.rollcall.conformance.trace;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Reads a trace in the Informal Trace Format state by state, holding one state in memory. Takes what
 * {@link ItfWriter} writes, and what Apalache and Quint write: {@code #meta} may be missing or hold
 * other things, and unknown top-level entries are skipped. Where {@code states} stand before {@code
 * vars}, the first state decides what the variables are, and {@code vars} must agree.
 *
 * <p>Not safe for use by several threads. Closing it closes the input.
 */
public final class ItfReader implements TraceStream {
  private final String name;
  private final ItfInput in;
  private final ItfStates states;
  private final TraceHeader header;
  private TraceState ready;
  private boolean finished;

  private ItfReader(String name, ItfInput in) {
    this.name = name;
    this.in = in;
    ItfHeader prologue = new ItfHeader(in);
    prologue.readUpToStates();
    this.states = new ItfStates(in, prologue.vars(), prologue.constants());
    if (in.next() == JsonToken.END_ARRAY) {
      throw in.fail("\"states\" is empty", "A trace has at least its initial state");
    }
    this.ready = states.read();
    this.header = prologue.header(states.vars(), states.constants());
  }

  /**
   * Opens a file with the default limits.
   *
   * @throws IOException if the file cannot be read
   * @throws TraceFormatException if it is malformed up to its first state
   */
  public static ItfReader open(Path file) throws IOException {
    return open(file, ItfLimits.DEFAULT);
  }

  /**
   * Opens a file.
   *
   * @throws IOException if the file cannot be read
   * @throws TraceFormatException if it is malformed up to its first state
   */
  public static ItfReader open(Path file, ItfLimits limits) throws IOException {
    // A decoder that reports: replacing bad bytes would change values silently.
    var decoder = StandardCharsets.UTF_8.newDecoder();
    return open(file.toString(), new InputStreamReader(Files.newInputStream(file), decoder), limits);
  }

  /**
   * Reads from anywhere; {@code name} stands for the file in messages.
   *
   * @throws TraceFormatException if it is malformed up to its first state
   */
  public static ItfReader open(String name, Reader reader, ItfLimits limits) {
    ItfInput in = new ItfInput(name, reader, limits);
    try {
      return new ItfReader(name, in);
    } catch (RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Reads a whole file into memory.
   *
   * @throws IOException if the file cannot be read
   * @throws TraceFormatException if it is malformed
   */
  public static Trace readAll(Path file) throws IOException {
    try (ItfReader reader = open(file)) {
      return Trace.read(reader, Integer.MAX_VALUE - 1);
    }
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
    if (ready == null && !finished) {
      if (in.next() == JsonToken.END_ARRAY) {
        finish();
      } else {
        ready = states.read();
      }
    }
    return ready != null;
  }

  @Override
  public TraceState next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no state after the last one of " + name);
    }
    TraceState state = ready;
    ready = null;
    return state;
  }

  private void finish() {
    finished = true;
    in.enterState(-1);
    while (in.next() != JsonToken.END_OBJECT) {
      String key = in.text();
      in.next();
      if (key.equals("states")) {
        throw in.fail("\"states\" is twice in the trace", "Keep one trace a file");
      } else if (key.equals("vars")) {
        checkAgainst(new ItfHeader(in).names("vars"));
      } else {
        in.skip();
      }
    }
    if (in.end() != null) {
      throw in.fail("something follows the end of the trace", "Keep one trace a file");
    }
  }

  private void checkAgainst(List<String> declared) {
    Set<String> wrong = symmetricDifference(declared, header.vars());
    if (!wrong.isEmpty()) {
      throw in.fail(
          "\"vars\" and the states disagree about " + String.join(", ", wrong),
          "Declare in \"vars\" exactly what each state sets");
    }
  }

  private static Set<String> symmetricDifference(Collection<String> a, Collection<String> b) {
    Map<String, Boolean> once = new LinkedHashMap<>();
    a.forEach(name -> once.put(name, true));
    b.forEach(name -> once.merge(name, true, (one, two) -> null));
    return new LinkedHashSet<>(once.keySet());
  }

  @Override
  public void close() {
    in.close();
  }
}
