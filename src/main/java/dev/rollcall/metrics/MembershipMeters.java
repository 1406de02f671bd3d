package dev.rollcall.metrics;

import dev.rollcall.runtime.ClusterMember;
import dev.rollcall.runtime.MemberMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Times and counts what one member does, and shows how it is. Thread-safe.
 *
 * <pre>{@code
 * MembershipMeters meters = new MembershipMeters();
 * ClusterMember member = ClusterMember.of("orders", NodeId.of("n1"), store).metrics(meters).start();
 * meters.bindTo(registry);
 * }</pre>
 *
 * <p>It may be bound before the member is started or after, and to several registries; each counts from when it was
 * bound. All meters have the tags {@code cluster} and {@code node}; docs/runtime.md lists them. When the member is
 * closed its gauges go, and what was counted stays; then another member may be started with these meters.
 */
public final class MembershipMeters implements MemberMetrics, MeterBinder {
  private final Map<MeterRegistry, List<Meter>> gauges = new ConcurrentHashMap<>();
  private ClusterMember member;
  private volatile Tags tags = Tags.empty();

  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    if (gauges.putIfAbsent(registry, List.of()) == null && member != null) {
      show(registry);
    }
  }

  /**
   * @throws IllegalStateException if these meters are those of another member that is not closed
   */
  @Override
  public synchronized void started(ClusterMember started) {
    if (member != null) {
      throw new IllegalStateException("these meters are those of " + member.node() + " in " + member.cluster()
          + "; give " + started.node() + " in " + started.cluster() + " meters of its own");
    }
    member = started;
    tags = Tags.of("cluster", started.cluster(), "node", started.node().toString());
    gauges.keySet().forEach(this::show);
  }

  @Override
  public synchronized void closed() {
    member = null;
    gauges.forEach((registry, shown) -> shown.forEach(registry::remove));
    gauges.replaceAll((registry, shown) -> List.of());
  }

  private void show(MeterRegistry registry) {
    gauges.put(registry, MemberGauges.register(registry, member, tags));
  }

  @Override
  public void step(String action, String result, Duration took) {
    gauges.keySet().forEach(registry -> Timer.builder("rollcall.steps")
        .description("Steps of the protocol that were tried")
        .tags(tags).tags("action", action, "result", result).register(registry).record(took));
  }

  @Override
  public void event(String name) {
    gauges.keySet().forEach(registry -> Counter.builder("rollcall.events")
        .description("Events that the listener was told of, or will be")
        .tags(tags).tags("event", name).register(registry).increment());
  }

  @Override
  public void paused(Duration late) {
    gauges.keySet().forEach(registry -> Timer.builder("rollcall.pauses")
        .description("How much too late the member was run, where that was long")
        .tags(tags).register(registry).record(late));
  }
}
