package dev.rollcall.metrics;

import dev.rollcall.NodeState;
import dev.rollcall.runtime.ClusterMember;
import dev.rollcall.runtime.Complaint;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** How a member is at the moment somebody looks. Yes is 1 and no is 0. */
final class MemberGauges {
  private final MeterRegistry registry;
  private final Tags tags;
  private final List<Meter> registered = new ArrayList<>();

  private MemberGauges(MeterRegistry registry, Tags tags) {
    this.registry = registry;
    this.tags = tags;
  }

  /** Registers all gauges of a member; they hold on to it until they are removed. */
  static List<Meter> register(MeterRegistry registry, ClusterMember member, Tags tags) {
    MemberGauges gauges = new MemberGauges(registry, tags);
    for (NodeState state : NodeState.values()) {
      gauges.show("rollcall.member.state", "Whether the node is in this state",
          Tags.of("state", state.name().toLowerCase(Locale.ROOT)), () -> oneIf(member.state() == state));
    }
    gauges.yesOrNo("rollcall.member.primary", "Whether this is primary under a live lease", member::isPrimary);
    gauges.yesOrNo("rollcall.member.healthy", "Whether nothing is wrong", () -> member.health().isHealthy());
    for (Complaint.Code code : Complaint.Code.values()) {
      gauges.show("rollcall.member.complaint", "Whether this is wrong",
          Tags.of("code", code.name().toLowerCase(Locale.ROOT)), () -> oneIf(member.health().complainsOf(code)));
    }
    gauges.yesOrNo("rollcall.member.settled", "Whether the outcome of all steps is known",
        () -> member.health().settled());
    gauges.yesOrNo("rollcall.store.reachable", "Whether the store answered last",
        () -> member.health().storeReachable());
    gauges.show("rollcall.view.number", "Number of the view this member adopted", Tags.empty(),
        () -> member.view().number());
    gauges.show("rollcall.view.members", "Members in the view this member adopted", Tags.empty(),
        () -> member.view().size());
    gauges.show("rollcall.actors.running", "Actors that run here while the lease holds", Tags.empty(),
        () -> member.actors().count());
    gauges.registered.add(TimeGauge
        .builder("rollcall.lease.left", () -> member.leaseLeft().toNanos(), TimeUnit.NANOSECONDS)
        .description("How long the lease still holds").tags(tags).register(registry));
    return List.copyOf(gauges.registered);
  }

  private void yesOrNo(String name, String description, BooleanSupplier value) {
    show(name, description, Tags.empty(), () -> oneIf(value.getAsBoolean()));
  }

  private void show(String name, String description, Tags own, Supplier<Number> value) {
    registered.add(Gauge.builder(name, value).description(description).tags(tags).tags(own).register(registry));
  }

  private static int oneIf(boolean yes) {
    return yes ? 1 : 0;
  }
}
