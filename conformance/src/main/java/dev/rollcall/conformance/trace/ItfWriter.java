package dev.rollcall.conformance.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Writes a trace in the Informal Trace Format, state by state. The same trace gives the same bytes on
 * every machine. Files end in {@value #SUFFIX}. Not safe for use by several threads.
 */
public final class ItfWriter implements AutoCloseable {
  /** How names of trace files end. */
  public static final String SUFFIX = ".itf.json";

  /** Entries of {@code #meta} that are not notes. */
  static final Set<String> RESERVED_NOTES =
      Set.of("format", "format-description", "module", "model", "source", "seed");

  private static final String FORMAT_PAGE = "https://apalache-mc.org/docs/adr/015adr-trace.html";

  /** White space between tokens. */
  public enum Layout {
    /** One line for each variable of each state, for committed traces. */
    READABLE,
    /** No white space, for suites that nobody reads. */
    COMPACT
  }

  private final JsonGenerator json;
  private final ItfLayout lines = new ItfLayout();
  private final TraceHeader header;
  private int next;

  /**
   * Starts a trace.
   *
   * @param out closed when this is closed
   * @throws IOException if writing fails
   * @throws IllegalArgumentException if a note has a name that the format itself uses
   */
  public ItfWriter(Writer out, TraceHeader header, Layout layout) throws IOException {
    this.header = header;
    this.json = new JsonFactory().createGenerator(out);
    if (layout == Layout.READABLE) {
      json.setPrettyPrinter(lines);
    }
    json.writeStartObject();
    writeMeta();
    if (!header.constants().isEmpty()) {
      writeNames("params", header.constants().keySet());
    }
    writeNames("vars", header.vars());
    json.writeArrayFieldStart("states");
  }

  /**
   * Writes one trace to a file, replacing it.
   *
   * @throws IOException if writing fails
   */
  public static void write(Trace trace, Path file, Layout layout) throws IOException {
    write(trace, Files.newBufferedWriter(file), layout);
  }

  /**
   * Writes one trace and closes the writer.
   *
   * @throws IOException if writing fails
   */
  public static void write(Trace trace, Writer out, Layout layout) throws IOException {
    try (out;
        ItfWriter writer = new ItfWriter(out, trace.header(), layout)) {
      for (TraceState state : trace.states()) {
        writer.write(state);
      }
    }
  }

  /** One trace as text. */
  public static String toString(Trace trace, Layout layout) {
    StringWriter text = new StringWriter();
    try {
      write(trace, text, layout);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * Writes the next state.
   *
   * @throws IOException if writing fails
   * @throws IllegalArgumentException if it is not the next one, or sets other variables than declared
   */
  public void write(TraceState state) throws IOException {
    if (state.index() != next) {
      throw new IllegalArgumentException("expected state " + next + ", got " + state.index());
    }
    if (!state.vars().keySet().equals(Set.copyOf(header.vars()))) {
      throw new IllegalArgumentException(
          "state " + next + " sets " + state.vars().keySet() + ", declared are " + header.vars());
    }
    json.writeStartObject();
    writeStep(state);
    for (String name : header.vars()) {
      writeField(name, state.vars().get(name));
    }
    if (next == 0) {
      for (Map.Entry<String, Value> constant : header.constants().entrySet()) {
        writeField(constant.getKey(), constant.getValue());
      }
    }
    json.writeEndObject();
    next++;
  }

  /** Ends the trace and closes the output. */
  @Override
  public void close() throws IOException {
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
    json.close();
  }

  private void writeMeta() throws IOException {
    json.writeObjectFieldStart("#meta");
    json.writeStringField("format", "ITF");
    json.writeStringField("format-description", FORMAT_PAGE);
    writeKnown("module", header.module());
    writeKnown("model", header.model());
    writeKnown("source", header.source());
    writeKnown("seed", header.seed());
    for (Map.Entry<String, String> note : header.notes().entrySet()) {
      if (RESERVED_NOTES.contains(note.getKey())) {
        throw new IllegalArgumentException("a note cannot be named " + note.getKey());
      }
      json.writeStringField(note.getKey(), note.getValue());
    }
    json.writeEndObject();
  }

  private void writeKnown(String name, String text) throws IOException {
    if (!text.isEmpty()) {
      json.writeStringField(name, text);
    }
  }

  private void writeNames(String key, Iterable<String> names) throws IOException {
    json.writeFieldName(key);
    lines.inline(true);
    json.writeStartArray();
    for (String name : names) {
      json.writeString(name);
    }
    json.writeEndArray();
    lines.inline(false);
  }

  private void writeStep(TraceState state) throws IOException {
    json.writeFieldName("#meta");
    lines.inline(true);
    json.writeStartObject();
    json.writeFieldName("index");
    // The format's own examples keep the index a plain number.
    json.writeNumber(state.index());
    if (state.hasAction()) {
      json.writeStringField("action", state.action());
    }
    json.writeObjectFieldStart("params");
    for (Map.Entry<String, Value> param : state.params().entrySet()) {
      json.writeFieldName(param.getKey());
      writeValue(param.getValue());
    }
    json.writeEndObject();
    if (state.enabled().isPresent()) {
      json.writeArrayFieldStart("enabled");
      for (String step : state.enabled().get()) {
        json.writeString(step);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
    lines.inline(false);
  }

  private void writeField(String name, Value value) throws IOException {
    json.writeFieldName(name);
    lines.inline(true);
    writeValue(value);
    lines.inline(false);
  }

  private void writeValue(Value value) throws IOException {
    if (value instanceof Value.Int number) {
      json.writeStartObject();
      json.writeStringField("#bigint", number.value().toString());
      json.writeEndObject();
    } else if (value instanceof Value.Bool bool) {
      json.writeBoolean(bool.value());
    } else if (value instanceof Value.Str text) {
      json.writeString(text.value());
    } else if (value instanceof Value.Set set) {
      json.writeStartObject();
      json.writeFieldName("#set");
      writeArray(set.elements());
      json.writeEndObject();
    } else if (value instanceof Value.Seq sequence) {
      writeArray(sequence.elements());
    } else if (value instanceof Value.Fun function) {
      writeFunction(function);
    } else if (value instanceof Value.Rec record) {
      json.writeStartObject();
      for (Map.Entry<String, Value> field : record.fields().entrySet()) {
        json.writeFieldName(field.getKey());
        writeValue(field.getValue());
      }
      json.writeEndObject();
    }
  }

  private void writeArray(Iterable<Value> elements) throws IOException {
    json.writeStartArray();
    for (Value element : elements) {
      writeValue(element);
    }
    json.writeEndArray();
  }

  private void writeFunction(Value.Fun function) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("#map");
    for (Map.Entry<Value, Value> entry : function.entries().entrySet()) {
      json.writeStartArray();
      writeValue(entry.getKey());
      writeValue(entry.getValue());
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
