package dev.rollcall.conformance.report;

import dev.rollcall.conformance.tlc.ProgressListener;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far a stage of several jobs is: as a bar on a terminal, otherwise as a line every ten seconds.
 * Thread-safe.
 */
public final class Progress implements AutoCloseable {
  private static final long LINE_EVERY_NANOS = 10_000_000_000L;

  private final PrintStream out;
  private final String stage;
  private final int jobs;
  private final ProgressBar bar;
  private final Map<String, String> running = new LinkedHashMap<>();
  private long lastLine = System.nanoTime();
  private int done;

  /**
   * @param terminal whether {@code out} is one that can redraw a line
   */
  public Progress(PrintStream out, boolean terminal, String stage, int jobs) {
    this.out = out;
    this.stage = stage;
    this.jobs = jobs;
    this.bar = terminal && jobs > 0
        ? new ProgressBarBuilder().setTaskName(stage).setInitialMax(jobs).setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(500).continuousUpdate().build()
        : null;
  }

  /** What a job is at; shown beside the other jobs that run. */
  public synchronized void at(String job, String what) {
    running.put(job, what);
    show();
  }

  public synchronized void done(String job) {
    running.remove(job);
    done++;
    if (bar != null) {
      bar.stepTo(done);
    }
    show();
  }

  /** Shows TLC's progress on a job. */
  public ProgressListener tlc(String job) {
    return p -> at(job, String.format(Locale.ROOT, "%,d states, %,.0f/s, queue %,d, depth %d",
        p.distinct(), p.seconds() > 0 ? p.generated() / p.seconds() : 0, p.queued(), p.depth()));
  }

  private void show() {
    StringBuilder text = new StringBuilder();
    running.forEach((job, what) -> text.append(text.isEmpty() ? "" : " | ").append(job).append(' ').append(what));
    if (bar != null) {
      bar.setExtraMessage(" " + text);
    } else if (System.nanoTime() - lastLine >= LINE_EVERY_NANOS) {
      lastLine = System.nanoTime();
      out.printf(Locale.ROOT, "  %s %d/%d: %s%n", stage, done, jobs, text);
    }
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.setExtraMessage("");
      bar.close();
    }
  }
}
