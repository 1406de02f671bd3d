package dev.rollcall.runtime;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks members all the time whether they are primary, and remembers where one claims an older term after another has
 * claimed a newer: then both were primary at once.
 */
final class ClaimSampler implements AutoCloseable {
  private static final long BETWEEN_NANOS = 500_000;

  private final List<TestMember> members;
  /** For each term that was claimed, an instant by which it was. */
  private final NavigableMap<Long, Long> claimedBy = new TreeMap<>();
  private final Map<Long, String> claimants = new TreeMap<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::run, "claim-sampler");
  private volatile boolean over;

  ClaimSampler(List<TestMember> members) {
    this.members = members;
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!over) {
      members.forEach(this::sample);
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
  }

  private void sample(TestMember member) {
    long before = System.nanoTime();
    member.member().fence().ifPresent(fence -> {
      long after = System.nanoTime();
      String claimant = fence.node() + "#" + fence.incarnation();
      if (!claimants.merge(fence.term(), claimant, (old, same) -> old).equals(claimant)) {
        violations.add("term " + fence.term() + " of " + claimants.get(fence.term()) + " claimed by " + claimant);
      }
      claimedBy.tailMap(fence.term(), false).forEach((newer, instant) -> {
        if (instant - before < 0) {
          violations.add("term " + fence.term() + " claimed by " + claimant + " after term " + newer);
        }
      });
      claimedBy.putIfAbsent(fence.term(), after);
    });
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  @Override
  public void close() {
    over = true;
    try {
      thread.join(Await.PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
