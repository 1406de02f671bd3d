package dev.rollcall.conformance.simulate;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.ClockReading;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.PlacementRecord;
import dev.rollcall.protocol.schema.Placements;
import dev.rollcall.protocol.schema.PrimaryRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.MemorySnapshot;
import dev.rollcall.store.memory.MemoryStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Supplier;

/**
 * The safety properties of the specification, asked of a fleet whenever one of its members has run. What they say of
 * the past is remembered, so nothing escapes by being over before somebody looks. Not thread-safe.
 */
public final class FleetInvariants {
  private static final int ENOUGH = 10;

  private final Fleet fleet;
  private final Map<Long, SortedSet<NodeId>> membersOf = new HashMap<>();
  private final Map<Long, String> holderOf = new HashMap<>();
  private final Map<ActorId, Long> epochOf = new HashMap<>();
  private final Map<FleetProperty, Long> asked = new EnumMap<>(FleetProperty.class);
  private final Set<FleetProperty> broken = EnumSet.noneOf(FleetProperty.class);
  private final List<String> violations = new ArrayList<>();
  private long checked;
  private long viewNumber;
  private long term;
  private MemorySnapshot contents;

  /** Watches over a fleet from now on. */
  public FleetInvariants(Fleet fleet) {
    this.fleet = fleet;
    fleet.afterEachRun(this::check);
  }

  /** What did not hold, and when; the first of it if there is much. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  /** The properties that did not hold. */
  public Set<FleetProperty> broken() {
    return Set.copyOf(broken);
  }

  /** How often it was asked whether the property holds: once a state, or once for each process, actor or holder. */
  public long asked(FleetProperty property) {
    return asked.getOrDefault(property, 0L);
  }

  /** How many states were looked at. */
  public long checked() {
    return checked;
  }

  private void check() {
    checked++;
    try (Transaction transaction = fleet.store().begin()) {
      Registry registry = new Registry(transaction.snapshot(), fleet.keys());
      onePrimary();
      singleActivation(new Placements(transaction.snapshot(), fleet.keys()));
      if (hasStoreChanged()) {
        unlessDamaged(() -> historyOnlyGrows(registry));
      }
      for (FleetMember member : fleet.members()) {
        ofProcess(member, registry);
      }
    }
  }

  /** What cannot be read cannot be compared; all else still is. */
  private static void unlessDamaged(Runnable check) {
    try {
      check.run();
    } catch (DamagedValueException e) {
      // Nothing was found to be wrong.
    }
  }

  /** Whether the store may hold something else than at the check before. */
  private boolean hasStoreChanged() {
    MemorySnapshot before = contents;
    contents = fleet.store() instanceof MemoryStore store ? store.snapshot() : null;
    return contents == null || contents != before;
  }

  private void onePrimary() {
    FleetMember first = null;
    FleetMember last = null;
    for (FleetMember member : fleet.members()) {
      if (member.isPrimary()) {
        first = first == null ? member : first;
        last = member;
      }
    }
    FleetMember one = first;
    FleetMember other = last;
    require(one == other, FleetProperty.NO_SPLIT_BRAIN,
        () -> one.node() + " and " + other.node() + " both claim to be primary under a live lease");
  }

  private void singleActivation(Placements placements) {
    Map<ActorId, FleetMember> runs = new HashMap<>();
    for (FleetMember member : fleet.members()) {
      if (member.isRunning()) {
        member.driver().actors().running().forEach((actor, epoch) -> {
          if (member.driver().actors().runs(actor)) {
            FleetMember other = runs.put(actor, member);
            require(other == null, FleetProperty.SINGLE_ACTIVATION, () -> actor + " runs at " + member.node() + " and another");
            unlessDamaged(() -> runsWherePlaced(member, actor, epoch, placements.placement(actor)));
          }
        });
      }
    }
  }

  private void runsWherePlaced(FleetMember member, ActorId actor, long epoch, PlacementRecord placement) {
    ActorHost host = new ActorHost(member.node(), member.process().incarnation());
    require(placement.epoch() == epoch && placement.isAt(host), FleetProperty.RUNS_WHERE_PLACED,
        () -> actor + " runs at " + member.node() + " in epoch " + epoch + ", but is placed at " + placement);
    long before = epochOf.merge(actor, epoch, Math::max);
    require(before <= epoch, FleetProperty.EPOCHS_NEVER_FALL, () -> actor + " runs in " + epoch + " after " + before);
  }

  private void historyOnlyGrows(Registry registry) {
    MembershipView view = registry.view();
    PrimaryRecord primary = registry.primary();
    require(view.number() >= viewNumber, FleetProperty.VIEW_NUMBERS_NEVER_FALL, () -> view.number() + " after " + viewNumber);
    require(primary.term() >= term, FleetProperty.TERMS_NEVER_FALL, () -> primary.term() + " after " + term);
    viewNumber = view.number();
    term = primary.term();
    consistent(view, "the store");
    primary.holder().ifPresent(holder -> {
      String who = holder.node() + "/" + holder.incarnation();
      String other = holderOf.putIfAbsent(primary.term(), who);
      require(other == null || other.equals(who), FleetProperty.ONE_PRIMARY_PER_TERM,
          () -> other + " and " + who + " in " + primary.term());
      require(registry.state(holder.node()) == NodeState.ACTIVE, FleetProperty.PRIMARY_IS_ACTIVE,
          () -> holder.node() + " is " + registry.state(holder.node()));
    });
  }

  private void ofProcess(FleetMember member, Registry registry) {
    ProcessState process = member.process();
    ClockReading now = member.reading();
    consistent(process.view(), member.node().value());
    if (process.lease().isLive(now)) {
      unlessDamaged(() -> holdsItsRecord(member, registry.record(member.node())));
    }
    if (process.isPrimary(now)) {
      unlessDamaged(() -> holdsOffice(member, registry.primary()));
    }
  }

  private void holdsItsRecord(FleetMember member, NodeRecord record) {
    require(record != null && record.incarnation() == member.process().incarnation() && record.state().isAlive(),
        FleetProperty.FAILED_MEANS_LEASE_OVER, () -> member.node() + " has a live lease, but its record is " + record);
  }

  private void holdsOffice(FleetMember member, PrimaryRecord primary) {
    long term = member.process().primaryTerm();
    require(primary.isHeldBy(member.node()) && primary.term() == term, FleetProperty.PRIMARY_CLAIM_IS_CURRENT,
        () -> member.node() + " claims " + term + ", but " + primary);
  }

  private void consistent(MembershipView view, String where) {
    SortedSet<NodeId> other = membersOf.putIfAbsent(view.number(), view.members());
    require(other == null || other.equals(view.members()), FleetProperty.MEMBERSHIP_CONSISTENCY,
        () -> "view " + view.number() + " is " + view.members() + " at " + where + " but was " + other);
  }

  private void require(boolean holds, FleetProperty property, Supplier<String> otherwise) {
    asked.merge(property, 1L, Long::sum);
    if (!holds) {
      broken.add(property);
      if (violations.size() < ENOUGH) {
        violations.add(fleet.time().now() + " " + property + ": " + otherwise.get());
      }
    }
  }
}
