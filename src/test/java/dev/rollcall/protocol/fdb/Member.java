package dev.rollcall.protocol.fdb;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.protocol.ClockReading;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.Observer;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.Settlement;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A process of a node, driven as the protocol asks: an outcome that is unknown is settled before anything else is
 * done, and while an action is under way only that is claimed which holds either way. Every claim to be primary is
 * reported, as {@link Claims} reads it. Not thread-safe, but that anyone may look.
 */
final class Member {
  private static final Settlement SETTLEMENT = new Settlement();
  private static final Observer OBSERVER = new Observer();

  final NodeId id;
  final NodeContext context;
  private final Consumer<String> report;
  private volatile boolean isolated;
  private volatile ProcessState state = ProcessState.NEW;
  private ProtocolAction unsettled;
  private NodeId target;
  private StepOutcome.OutcomeUnknown unknown;
  private int unknowns;

  Member(String id, Store store, Keys keys, MembershipConfig config, LongSupplier clock, Consumer<String> report) {
    this(id, store, keys, config, clock, report, Journal.OFF);
  }

  Member(
      String id, Store store, Keys keys, MembershipConfig config, LongSupplier clock, Consumer<String> report,
      Journal journal) {
    this.id = NodeId.of(id);
    this.report = report;
    this.context = new NodeContext(this.id, "address-of-" + id, keys, store, clock,
        () -> Instant.ofEpochMilli(clock.getAsLong() / 1_000_000), peer -> !isolated, config,
        UUID::randomUUID, journal);
  }

  ProcessState state() {
    return state;
  }

  boolean isPrimary() {
    return state.isPrimary(context.reading());
  }

  Duration leaseLeft() {
    return Duration.ofNanos(state.lease().leftNanos(context.reading()));
  }

  /** From now on it reaches nobody, or everybody. */
  void isolated(boolean alone) {
    isolated = alone;
  }

  /** How many outcomes were unknown so far. */
  int unknowns() {
    return unknowns;
  }

  /** Whether it has to settle before it does anything else. */
  boolean hasToSettle() {
    return unsettled != null;
  }

  StepOutcome tries(ProtocolAction action, NodeId about) {
    if (unsettled != null) {
      throw new IllegalStateException(id + " has to settle " + unsettled.name() + " before " + action.name());
    }
    ProcessState before = state;
    shows(action.underWay(before));
    return ended(action, about, action.perform(context, before, about));
  }

  StepOutcome settles() {
    return ended(unsettled, target, SETTLEMENT.settle(unsettled, context, unknown, target));
  }

  /** Its failure detector looks at the others, or at what is left of its node. */
  void looks() {
    shows(OBSERVER.look(context, state));
  }

  private StepOutcome ended(ProtocolAction action, NodeId about, StepOutcome outcome) {
    boolean known = !(outcome instanceof StepOutcome.OutcomeUnknown);
    unsettled = known ? null : action;
    target = known ? null : about;
    unknown = known ? null : (StepOutcome.OutcomeUnknown) outcome;
    unknowns += known ? 0 : 1;
    shows(outcome.process());
    return outcome;
  }

  /** The state is seen by others only after a new claim was reported, and not after an end was. */
  private void shows(ProcessState next) {
    ClockReading now = context.reading();
    if (next.isRunning() && next.incarnation() != state.incarnation()) {
      report.accept("joined " + id + " " + next.incarnation());
    }
    if (state.believesPrimary() && !next.believesPrimary()) {
      report.accept(Claims.ended(id, state, now.nanos()));
    } else if (next.isPrimary(now)) {
      report.accept(Claims.made(id, next, now.nanos()));
    }
    state = next;
  }
}
