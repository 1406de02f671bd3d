package dev.rollcall.conformance.migration;

import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.membership.MembershipFactory;
import dev.rollcall.conformance.membership.OnStores;
import dev.rollcall.conformance.membership.SharedStore;
import dev.rollcall.conformance.membership.StoreSource;
import dev.rollcall.conformance.replay.SystemUnderTest;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.protocol.Refusal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Starts clusters of production processes that host actors, for traces of ActorMigration. Thread-safe. */
public final class MigrationFactory implements ExplorableSystem.Factory {
  private final MembershipFactory membership;
  private final ActorActions actions;

  /** As shipped. */
  public MigrationFactory() {
    this(ActorActions.STANDARD);
  }

  /** With actions that may have been altered, to see whether replay notices. */
  public MigrationFactory(ActorActions actions) {
    this.membership = new MembershipFactory();
    this.actions = actions;
  }

  @Override
  public Set<String> variables() {
    return ActorProjection.VARIABLES;
  }

  @Override
  public ExplorableSystem start(TraceHeader header, TraceState first) {
    return starting(header, first).apply(SharedStore.embedded());
  }

  private Function<SharedStore, MigrationSystem> starting(TraceHeader header, TraceState first) {
    ActorConstants constants = ActorConstants.of(header, first);
    return membership.starting(header, first, StoredActors.keys())
        .andThen(started -> new MigrationSystem(started, actions, constants));
  }

  /** The same on other stores, for replays: what runs on them cannot be put back to where it was. */
  public SystemUnderTest.Factory on(StoreSource stores) {
    return new OnStores(variables(), this::starting, stores);
  }

  @Override
  public Map<String, String> mayDiffer() {
    return HiddenActors.MAY_DIFFER;
  }

  @Override
  public Map<String, Set<String>> refusalReasons() {
    Map<String, Set<String>> reasons = new TreeMap<>(membership.refusalReasons());
    actions.all().forEach(action -> reasons.put(action.name(),
        action.refusals().stream().map(Refusal::name).collect(Collectors.toUnmodifiableSet())));
    return reasons;
  }

  @Override
  public Set<String> actWithoutStore() {
    return membership.actWithoutStore();
  }
}
