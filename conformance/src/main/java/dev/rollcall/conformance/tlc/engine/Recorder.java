package dev.rollcall.conformance.tlc.engine;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import tlc2.output.EC;
import tlc2.output.MP;
import tlc2.output.MPRecorder;
import tlc2.tool.TLCState;
import tlc2.tool.TLCStateInfo;
import util.ToolIO;

/** Hears what TLC reports: its messages as codes with parameters, the states it shows, its text. */
final class Recorder extends MPRecorder {
  /** A message that tells how the run ended. */
  record Message(int code, List<String> parameters) {
    String parameter(int index) {
      return index < parameters.size() ? parameters.get(index) : "";
    }
  }

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final List<Message> messages = new ArrayList<>();
  private final List<TLCState> states = new ArrayList<>();
  private OptionalInt loopStart = OptionalInt.empty();
  private boolean stuttering;

  /** Takes over all of TLC's output. */
  static Recorder install() {
    Recorder recorder = new Recorder();
    PrintStream sink = new PrintStream(recorder.text, true, StandardCharsets.UTF_8);
    ToolIO.out = sink;
    ToolIO.err = sink;
    MP.setRecorder(recorder);
    return recorder;
  }

  @Override
  public synchronized void record(int code, Object... parameters) {
    if (code == EC.TLC_STATE_PRINT3) {
      stuttering = true;
    } else if (code == EC.TLC_BACK_TO_STATE) {
      loopStart = OptionalInt.of(Integer.parseInt(String.valueOf(parameters[0]).trim()) - 1);
    } else if (parameters != null && parameters.length > 0
        && parameters[0] instanceof TLCStateInfo info) {
      if (info.state != null) {
        states.add(info.state);
      }
    } else {
      messages.add(new Message(code, texts(parameters)));
    }
  }

  private static List<String> texts(Object[] parameters) {
    List<String> texts = new ArrayList<>();
    for (Object parameter : parameters == null ? new Object[0] : parameters) {
      if (parameter instanceof Throwable thrown) {
        texts.add(thrown.getMessage() == null ? thrown.toString() : thrown.getMessage());
      } else {
        texts.add(String.valueOf(parameter));
      }
    }
    return texts;
  }

  synchronized List<Message> messages() {
    return List.copyOf(messages);
  }

  /** The states of the error trace, as TLC shows them. */
  synchronized List<TLCState> states() {
    return List.copyOf(states);
  }

  synchronized OptionalInt loopStart() {
    return loopStart;
  }

  synchronized boolean stuttering() {
    return stuttering;
  }

  String rawOutput() {
    return text.toString(StandardCharsets.UTF_8);
  }
}
