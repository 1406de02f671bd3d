package dev.rollcall.runtime;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application's metrics, whose exceptions are logged and do no harm: a step that was taken must be remembered. */
record GuardedMetrics(MemberMetrics metrics) implements MemberMetrics {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  @Override
  public void step(String action, String result, Duration took) {
    guarded(() -> metrics.step(action, result, took));
  }

  @Override
  public void event(String name) {
    guarded(() -> metrics.event(name));
  }

  @Override
  public void paused(Duration late) {
    guarded(() -> metrics.paused(late));
  }

  @Override
  public void closed() {
    guarded(metrics::closed);
  }

  private static void guarded(Runnable call) {
    try {
      call.run();
    } catch (Throwable e) {
      LOG.warn("metrics failed", e);
    }
  }
}
