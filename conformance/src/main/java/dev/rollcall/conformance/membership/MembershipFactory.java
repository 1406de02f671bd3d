package dev.rollcall.conformance.membership;

import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.replay.SystemUnderTest;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.store.Bytes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Starts clusters of production processes for traces of ClusterMembership. Thread-safe. */
public final class MembershipFactory implements ExplorableSystem.Factory {
  private final Protocol protocol;
  private final Journal journal;

  /** The protocol as shipped. */
  public MembershipFactory() {
    this(Protocol.standard());
  }

  /** A protocol that may have been altered, to see whether replay notices. */
  public MembershipFactory(Protocol protocol) {
    this(protocol, Journal.OFF);
  }

  /**
   * The same with a journal. Not for exploration: there a journal is hidden state, which tells of the way that
   * led to a state.
   */
  public MembershipFactory(Protocol protocol, Journal journal) {
    this.protocol = protocol;
    this.journal = journal;
  }

  /** The steps that the processes take. */
  public Protocol protocol() {
    return protocol;
  }

  @Override
  public Set<String> variables() {
    return Projection.VARIABLES;
  }

  @Override
  public ExplorableSystem start(TraceHeader header, TraceState first) {
    return starting(header, first, key -> false).apply(SharedStore.embedded());
  }

  /**
   * The same for a specification that stands on the membership: what starts a system on an empty store, which is
   * closed with it.
   *
   * @param isReadElsewhere keys of that store that are not of the membership, and seen by whoever stands on it
   */
  public Function<SharedStore, MembershipSystem> starting(
      TraceHeader header, TraceState first, Predicate<Bytes> isReadElsewhere) {
    ModelConstants constants = ModelConstants.of(header, first);
    return shared -> new MembershipSystem(
        new SimulatedCluster(protocol.settlement(), journal, constants, shared), protocol, isReadElsewhere);
  }

  /** The same on other stores, for replays: what runs on them cannot be put back to where it was. */
  public SystemUnderTest.Factory on(StoreSource stores) {
    return new OnStores(variables(), (header, first) -> starting(header, first, key -> false), stores);
  }

  @Override
  public Map<String, String> mayDiffer() {
    return HiddenStateReader.MAY_DIFFER;
  }

  /** What the guards give, and what a process is told that is cut off: to be met where models have cuts. */
  @Override
  public Map<String, Set<String>> refusalReasons() {
    Map<String, Set<String>> reasons = new TreeMap<>();
    protocol.actions().forEach(action -> reasons.put(action.name(),
        action.refusals().stream().map(Refusal::name).collect(Collectors.toUnmodifiableSet())));
    return reasons;
  }

  @Override
  public Set<String> actWithoutStore() {
    return protocol.actions().stream().filter(ProtocolAction::actsWithoutStore).map(ProtocolAction::name)
        .collect(Collectors.toUnmodifiableSet());
  }
}
