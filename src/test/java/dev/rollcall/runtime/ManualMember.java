package dev.rollcall.runtime;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.Tags;
import dev.rollcall.detector.PeerProbes;
import dev.rollcall.migration.LeastLoaded;
import dev.rollcall.migration.PlacementStrategy;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** One member without a thread, in a time that a test moves; its executors are the test's. */
final class ManualMember {
  static final MembershipConfig CONFIG = MembershipConfig.DEFAULT;

  /** In one call of {@link #pass}. */
  private static final int MOST_RUNS = 10_000;

  private final Heard heard = new Heard();
  private final NodeContext context;
  private final Surroundings around;
  private final MemberDriver driver;
  private long nowNanos;
  private boolean woken;

  ManualMember(String id, Store store, Executor tellers, Executor workers, Executor spare, PlacementStrategy placement) {
    context = new NodeContext(NodeId.of(id), id + ":1", Tags.NONE, new Keys("test"), store, () -> nowNanos,
        () -> Instant.EPOCH.plusNanos(nowNanos), peer -> true, CONFIG, UUID::randomUUID, Journal.OFF);
    around = new Surroundings(heard, heard, MemberMetrics.NONE, tellers, workers, spare, time -> false, PeerProbes.NONE,
        placement, () -> CompletableFuture.completedFuture(null), () -> 0.5, () -> woken = true);
    driver = new MemberDriver(context, Protocol.standard(), MemberSettings.of(CONFIG), around);
  }

  /** One whose executors do at once what they are given. */
  ManualMember(String id, Store store) {
    this(id, store, Runnable::run, Runnable::run, Runnable::run, new LeastLoaded());
  }

  NodeContext context() {
    return context;
  }

  Surroundings around() {
    return around;
  }

  MemberDriver driver() {
    return driver;
  }

  Heard heard() {
    return heard;
  }

  boolean complainsOf(Complaint.Code code) {
    return driver.health().complainsOf(code);
  }

  /** The process stands still for so long. */
  void pauses(Duration time) {
    nowNanos += time.toNanos();
  }

  /** Lets the same time pass for all of them, a little at a time. */
  static void pass(Duration time, ManualMember... members) {
    Duration step = MemberSettings.of(CONFIG).lookInterval().dividedBy(8);
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
      for (ManualMember member : members) {
        member.pass(step);
      }
    }
  }

  /** Lets time pass, in which the driver runs whenever it wants to. */
  void pass(Duration time) {
    long end = nowNanos + time.toNanos();
    for (int runs = 0; nowNanos < end; runs++) {
      if (runs > MOST_RUNS) {
        throw new AssertionError("it never rests: " + runs + " runs within " + time);
      }
      woken = false;
      long wait = driver.run();
      nowNanos = woken ? nowNanos + 1 : Math.min(end, wait > end - nowNanos ? end : nowNanos + Math.max(1, wait));
    }
  }
}
