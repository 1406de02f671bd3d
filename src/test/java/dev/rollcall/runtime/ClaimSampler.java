package dev.rollcall.runtime;

import dev.rollcall.ActorId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Asks members all the time whether they are primary and run these actors; {@link Claims} judges the answers. */
final class ClaimSampler implements AutoCloseable {
  private static final long BETWEEN_NANOS = 500_000;

  private final Supplier<? extends Collection<ClusterMember>> members;
  private final List<ActorId> actors;
  private final Consumer<String> onViolation;
  private final Claims claims = new Claims();
  private final AtomicLong samples = new AtomicLong();
  private final AtomicLong seen = new AtomicLong();
  private final Thread thread = new Thread(this::run, "claim-sampler");
  private volatile boolean over;

  /**
   * @param onViolation told on a thread of its own what is wrong
   */
  ClaimSampler(
      Supplier<? extends Collection<ClusterMember>> members, List<ActorId> actors, Consumer<String> onViolation) {
    this.members = members;
    this.actors = actors;
    this.onViolation = onViolation;
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!over) {
      members.get().forEach(this::sample);
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
  }

  private void sample(ClusterMember member) {
    long before = System.nanoTime();
    member.fence().ifPresent(fence ->
        claimed("primary", fence.term(), fence.node() + "#" + fence.incarnation(), before));
    samples.incrementAndGet();
    if (!actors.isEmpty() && member.actors().count() > 0) {
      actors.forEach(actor -> sample(member, actor));
    }
  }

  private void sample(ClusterMember member, ActorId actor) {
    long before = System.nanoTime();
    member.actors().fence(actor).ifPresent(fence ->
        claimed(actor.value(), fence.epoch(), fence.host().node() + "#" + fence.host().incarnation(), before));
    samples.incrementAndGet();
  }

  private void claimed(String subject, long number, String claimant, long before) {
    seen.incrementAndGet();
    claims.add(subject, number, claimant, before, System.nanoTime()).forEach(onViolation);
  }

  /** How often a member was asked. */
  long samples() {
    return samples.get();
  }

  /** How often it claimed what it was asked about. */
  long claims() {
    return seen.get();
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
