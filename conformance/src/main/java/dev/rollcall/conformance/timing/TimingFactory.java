package dev.rollcall.conformance.timing;

import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.protocol.Refusal;
import java.util.Map;
import java.util.Set;

/** Starts production processes for traces of HeartbeatLease. Thread-safe. */
public final class TimingFactory implements ExplorableSystem.Factory {
  private static final Map<String, String> MAY_DIFFER = Map.of(
      "counters of heartbeats", "they are only compared for equality; the projection shows which one was seen",
      "the time on the clocks", "only differences are ever taken",
      "for how long a lease is over", "it is over from then on",
      "how much longer than the timeout a heartbeat has been seen", "it is long enough from then on",
      "sightings of former heartbeats", "counters only rise, so a former heartbeat never comes back",
      "suspicions that no longer count", "they name a former heartbeat",
      "what the store held when a step under way reached it",
      "the step reads there what the projection shows, and records that never change");

  private final TimingRules rules;

  /** As shipped. */
  public TimingFactory() {
    this(TimingRules.STANDARD);
  }

  TimingFactory(TimingRules rules) {
    this.rules = rules;
  }

  @Override
  public Set<String> variables() {
    return TimingProjection.VARIABLES;
  }

  @Override
  public ExplorableSystem start(TraceHeader header, TraceState first) {
    return new TimingSystem(new TimedCluster(TimingConstants.of(header), rules));
  }

  @Override
  public Map<String, String> mayDiffer() {
    return MAY_DIFFER;
  }

  @Override
  public Map<String, Set<String>> refusalReasons() {
    return Map.of("CheckLease", Set.of(Refusal.NO_LIVE_LEASE.name()));
  }
}
