package dev.rollcall.runtime;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what the member does to metrics of the application's; what those throw is logged and goes no further. */
final class HarmlessMetrics implements MemberMetrics {
  private static final Logger LOG = LoggerFactory.getLogger(MemberMetrics.class);

  private final MemberMetrics metrics;

  HarmlessMetrics(MemberMetrics metrics) {
    this.metrics = metrics;
  }

  /** The one call whose exception goes on: it is made by who starts the member, and who then cannot. */
  @Override
  public void started(ClusterMember member) {
    metrics.started(member);
  }

  @Override
  public void step(String action, String result, Duration took) {
    tell("step", () -> metrics.step(action, result, took));
  }

  @Override
  public void event(String name) {
    tell("event", () -> metrics.event(name));
  }

  @Override
  public void paused(Duration late) {
    tell("paused", () -> metrics.paused(late));
  }

  @Override
  public void closed() {
    tell("closed", metrics::closed);
  }

  private static void tell(String what, Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException | AssertionError e) {
      LOG.warn("metrics failed call={}", what, e);
    }
  }
}
