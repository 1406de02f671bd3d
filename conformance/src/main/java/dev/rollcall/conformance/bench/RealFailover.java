package dev.rollcall.conformance.bench;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.PrimaryFence;
import dev.rollcall.protocol.StalePrimaryException;
import dev.rollcall.runtime.ClusterMember;
import dev.rollcall.runtime.MemberHealth;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Kills the primary of a running cluster again and again, in real time: to the others a member that is closed without
 * leaving is a process that was killed. In each round all members are well before, and the dead one starts again after.
 */
public final class RealFailover {
  private static final String CLUSTER = "failover";
  private static final Bytes WRITTEN = Bytes.utf8("written-by-a-primary");
  private static final long BETWEEN_LOOKS_NANOS = 100_000;
  private static final int PATIENCE = 60;

  private final Store store;
  private final FailoverOptions options;
  private final SplittableRandom random;
  private final ClusterMember[] members;

  /**
   * @param store with nothing under the name that is used here
   */
  public RealFailover(Store store, FailoverOptions options) {
    this.store = store;
    this.options = options;
    this.random = new SplittableRandom(options.seed());
    this.members = new ClusterMember[options.nodes()];
  }

  /**
   * Measures.
   *
   * @param round told the number of each round before it
   * @throws NotInTimeException if the cluster does not become well, or has no primary again, in many failure timeouts
   */
  public MeasuredTimes run(IntConsumer round) {
    List<Duration> took = new ArrayList<>();
    try {
      for (int i = 0; i < members.length; i++) {
        start(i);
      }
      for (int i = 0; i < options.rounds(); i++) {
        round.accept(i);
        awaitThat("all members are well", this::isWell);
        took.add(Duration.ofNanos(killPrimary()));
      }
    } finally {
      for (ClusterMember member : members) {
        if (member != null) {
          member.close();
        }
      }
    }
    return new MeasuredTimes(took);
  }

  private void start(int i) {
    members[i] = ClusterMember.of(CLUSTER, NodeId.of("n" + (i + 1)), store).config(options.config())
        .settings(options.settings()).start();
    members[i].join();
  }

  private boolean isWell() {
    int primaries = 0;
    for (ClusterMember member : members) {
      MemberHealth health = member.health();
      if (!health.isHealthy() || member.view().size() != members.length) {
        return false;
      }
      primaries += member.isPrimary() ? 1 : 0;
    }
    return primaries == 1;
  }

  private long killPrimary() {
    pause(random.nextLong(options.config().leaseDuration().toNanos()));
    int dead = primary();
    long killed = System.nanoTime();
    members[dead].close();
    awaitThat("a successor's write is let through", this::primaryWrites);
    long took = System.nanoTime() - killed;
    start(dead);
    return took;
  }

  private int primary() {
    awaitThat("one is primary", () -> claimant() >= 0);
    return claimant();
  }

  private int claimant() {
    for (int i = 0; i < members.length; i++) {
      if (members[i].isPrimary()) {
        return i;
      }
    }
    return -1;
  }

  private boolean primaryWrites() {
    for (ClusterMember member : members) {
      if (member.fence().filter(this::writes).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private boolean writes(PrimaryFence fence) {
    try (Transaction transaction = store.begin()) {
      fence.check(transaction);
      transaction.set(WRITTEN, Bytes.bigEndian(fence.term()));
      return transaction.commit() instanceof CommitOutcome.Committed;
    } catch (StalePrimaryException e) {
      return false;
    }
  }

  private void awaitThat(String what, BooleanSupplier holds) {
    long end = System.nanoTime() + options.config().failureTimeout().multipliedBy(PATIENCE).toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new NotInTimeException("after " + PATIENCE + " failure timeouts it did not come to be that " + what
            + "; this machine may be too slow for so many members, or for so short a lease");
      }
      pause(BETWEEN_LOOKS_NANOS);
    }
  }

  private static void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
