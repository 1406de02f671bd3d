package dev.rollcall.conformance.bench;

import dev.rollcall.NodeId;
import dev.rollcall.detector.Watch;
import dev.rollcall.protocol.ClockReading;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.NodeJoin;
import dev.rollcall.protocol.NodeJoinComplete;
import dev.rollcall.protocol.Observer;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.RetryPolicy;
import dev.rollcall.protocol.SendHeartbeat;
import dev.rollcall.protocol.Settlement;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.StepRunner;
import dev.rollcall.protocol.SyncViews;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A production process of a node of its own, which takes the steps it is told to, and tries again as a runtime would.
 * It reaches everybody. Not thread-safe.
 */
final class LoadMember {
  private static final ProtocolAction JOIN = new NodeJoin();
  private static final ProtocolAction COMPLETE = new NodeJoinComplete();
  private static final ProtocolAction HEARTBEAT = new SendHeartbeat();
  private static final ProtocolAction SYNC = new SyncViews();

  private final NodeId id;
  private final Keys keys;
  private final Store store;
  private final LoadOptions options;
  private final StepRunner runner;
  private ProcessState state = ProcessState.NEW;

  LoadMember(NodeId id, Keys keys, Store store, LoadOptions options) {
    this.id = id;
    this.keys = keys;
    this.store = store;
    this.options = options;
    this.runner = new StepRunner(new Settlement(), RetryPolicy.within(options.config()), LoadMember::pause,
        () -> ThreadLocalRandom.current().nextDouble());
  }

  private static boolean pause(Duration time) {
    try {
      Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private NodeContext context(Meter meter) {
    return new NodeContext(id, "host-of-" + id + ":4711", keys, meter.on(store), System::nanoTime,
        InstantSource.system(), peer -> true, options.config(), UUID::randomUUID, Journal.OFF);
  }

  /** Becomes a member. */
  void join(Meter meter) {
    boolean joined = take(JOIN, meter);
    while (joined && state.view().number() == 0) {
      joined = take(COMPLETE, meter);
    }
    if (!joined) {
      throw new StoreUnavailableException("the store could not be reached when " + id + " was to join");
    }
  }

  void heartbeat(Meter meter) {
    take(HEARTBEAT, meter);
  }

  /** Has a lease for the next third of it, without being counted. */
  void keepLease() {
    if (state.lease().leftNanos(reading()) <= options.interval().toNanos()) {
      take(HEARTBEAT, new Meter());
    }
  }

  boolean hasLiveLease() {
    return state.lease().isLive(reading());
  }

  private static ClockReading reading() {
    return new ClockReading(System.nanoTime(), InstantSource.system().millis());
  }

  void readView(Meter meter) {
    take(SYNC, meter);
  }

  /** Reads the heartbeats that it watches. */
  void look(Meter meter) {
    long began = System.nanoTime();
    state = new Observer().look(context(meter), state);
    meter.took(System.nanoTime() - began);
    if (state.watch().equals(Watch.NONE)) {
      meter.failed();
    }
  }

  /** Takes a step until it has an outcome. */
  private boolean take(ProtocolAction action, Meter meter) {
    NodeContext context = context(meter);
    long began = System.nanoTime();
    StepOutcome outcome = runner.run(action, context, state, null);
    if (outcome instanceof StepOutcome.OutcomeUnknown unknown) {
      outcome = runner.settle(action, context, unknown, null);
    }
    if (outcome instanceof StepOutcome.OutcomeUnknown) {
      throw new StoreUnavailableException("what became of a " + action.name() + " of " + id
          + " could not be found out within a lease; is the store up?");
    }
    meter.took(System.nanoTime() - began);
    state = outcome.process();
    if (outcome instanceof StepOutcome.Refused refused) {
      if (refused.reason() != Refusal.STORE_UNAVAILABLE && refused.reason() != Refusal.CONFLICT) {
        throw new IllegalStateException(action.name() + " of " + id + " was refused: " + refused.reason());
      }
      meter.failed();
      return false;
    }
    return true;
  }
}
