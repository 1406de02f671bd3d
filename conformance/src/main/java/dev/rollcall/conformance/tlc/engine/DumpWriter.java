package dev.rollcall.conformance.tlc.engine;

import dev.rollcall.conformance.tlc.ActionLabel;
import dev.rollcall.conformance.trace.TlaWriter;
import java.io.IOException;
import java.nio.file.Path;
import tlc2.tool.Action;
import tlc2.tool.TLCState;
import tlc2.util.DotStateWriter;

/**
 * TLC's own writer of graphs, as {@code -dump dot,actionlabels} starts it, save for the labels of transitions:
 * TLC writes the action's name alone, and without the parameters no step can be taken again. Counts as well.
 * Thread-safe.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // Counting needs no lock; what it overrides locks.
final class DumpWriter extends DotStateWriter {
  private final CountingWriter counts;
  private final ActionTable actions;
  private final String[] labels;
  private boolean closed;
  private boolean failed;

  DumpWriter(Path file, ActionTable actions, CountingWriter counts) throws IOException {
    super(file.toString(), false, true, false);
    this.counts = counts;
    this.actions = actions;
    this.labels = new String[actions.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = " [label=\"" + escaped(step(actions.label(i))) + "\",color=\"black\",fontcolor=\"black\"]";
    }
  }

  private static String step(ActionLabel label) {
    return label.params().isEmpty()
        ? label.action() : label.action() + "(" + TlaWriter.equations(label.params()) + ")";
  }

  /** As TLC escapes the text of a state. */
  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  @Override
  public void writeState(TLCState state) {
    counts.writeState(state);
    super.writeState(state);
  }

  @Override
  public void writeState(TLCState from, TLCState to, boolean isNew, Action action) {
    counts.writeState(from, to, isNew, action);
    super.writeState(from, to, isNew, action);
  }

  @Override
  protected String dotTransitionLabel(TLCState from, TLCState to, Action action) {
    return labels[actions.indexOf(action)];
  }

  /** Ends the file, once: not every one of TLC's ways out does so. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      super.close();
      failed = writer.checkError();
    }
  }

  /** Whether something could not be written; TLC itself never asks. */
  synchronized boolean failed() {
    return failed;
  }
}
