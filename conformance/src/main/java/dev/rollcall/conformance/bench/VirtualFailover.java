package dev.rollcall.conformance.bench;

import dev.rollcall.conformance.simulate.Fleet;
import dev.rollcall.conformance.simulate.FleetListener;
import dev.rollcall.conformance.simulate.FleetMember;
import dev.rollcall.protocol.PrimaryFence;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * The same as {@link RealFailover} in virtual time, where steps take none: what remains is what the settings make of
 * it. The same seed gives the same times.
 */
public final class VirtualFailover {
  /** How exactly times are told. */
  public static final Duration TICK = Duration.ofMillis(1);

  private static final Bytes WRITTEN = Bytes.utf8("written-by-a-primary");
  private static final int PATIENCE = 60;

  private final FailoverOptions options;
  private final SplittableRandom random;
  private final Store store = Fleet.newStore();
  private final Fleet fleet;

  public VirtualFailover(FailoverOptions options) {
    this.options = options;
    this.random = new SplittableRandom(options.seed());
    this.fleet = new Fleet(store, options.config(), options.settings(), FleetListener.SILENT, random.nextLong());
  }

  /**
   * Measures.
   *
   * @param round told the number of each round before it
   * @throws IllegalStateException if the cluster does not become well, or has no primary again, in many leases
   */
  public MeasuredTimes run(IntConsumer round) {
    for (int i = 0; i < options.nodes(); i++) {
      fleet.add().start();
    }
    List<Duration> took = new ArrayList<>();
    for (int i = 0; i < options.rounds(); i++) {
      round.accept(i);
      passUntil("all members are well", this::isWell);
      took.add(killPrimary());
    }
    return new MeasuredTimes(took);
  }

  private boolean isWell() {
    return fleet.primary().isPresent() && fleet.members().stream().allMatch(m ->
        m.driver().health().isHealthy() && m.process().view().size() == options.nodes());
  }

  private Duration killPrimary() {
    fleet.time().pass(Duration.ofNanos(random.nextLong(options.config().leaseDuration().toNanos())));
    FleetMember primary = fleet.primary().orElseThrow();
    primary.crash();
    Duration took = passUntil("a successor's write is let through", this::primaryWrites);
    primary.start();
    return took;
  }

  private boolean primaryWrites() {
    return fleet.primary().filter(this::writes).isPresent();
  }

  private boolean writes(FleetMember member) {
    PrimaryFence fence = new PrimaryFence(
        new Keys(Fleet.CLUSTER), member.node(), member.process().incarnation(), member.process().primaryTerm());
    try (Transaction transaction = store.begin()) {
      fence.check(transaction);
      transaction.set(WRITTEN, Bytes.bigEndian(fence.term()));
      return transaction.commit() instanceof CommitOutcome.Committed;
    }
  }

  private Duration passUntil(String what, BooleanSupplier holds) {
    Duration begun = fleet.time().now();
    Duration limit = options.config().failureTimeout().multipliedBy(PATIENCE);
    while (!holds.getAsBoolean()) {
      if (fleet.time().now().minus(begun).compareTo(limit) > 0) {
        throw new IllegalStateException("after " + PATIENCE + " failure timeouts it did not come to be that " + what);
      }
      fleet.time().pass(TICK);
    }
    return fleet.time().now().minus(begun);
  }
}
