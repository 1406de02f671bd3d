package dev.rollcall.conformance.model;

import dev.rollcall.conformance.tlc.ProgressListener;
import dev.rollcall.conformance.tlc.TlcRun;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stops a run that has found far more states than it ever should: a change of the spec can make a model
 * infinite, and a run that never ends says nothing. Stateless.
 */
public final class StateLimit {
  /** More than any witness or mutant needs. */
  public static final long OF_QUESTIONS = 200_000;

  private StateLimit() {}

  /** The limit of a model that should have this many distinct states. */
  public static long ofModel(long distinct) {
    return 10 * distinct + 50_000;
  }

  /** The run, cancelled about a second after it has found more distinct states than the limit. */
  public static TlcRun on(TlcRun run, long limit) {
    AtomicBoolean beyond = new AtomicBoolean();
    ProgressListener shown = run.progress();
    return run
        .withProgress(progress -> {
          beyond.compareAndSet(false, progress.distinct() > limit);
          shown.onProgress(progress);
        })
        .withCancellation(() -> beyond.get() || run.cancelled().getAsBoolean());
  }
}
