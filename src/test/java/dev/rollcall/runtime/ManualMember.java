package dev.rollcall.runtime;

import dev.rollcall.ActorListener;
import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.Tags;
import dev.rollcall.detector.PeerProbes;
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

  private final Heard heard = new Heard();
  private final NodeContext context;
  private final MemberDriver driver;
  private long nowNanos;
  private boolean woken;

  ManualMember(String id, Store store, Executor tellers, Executor workers, Executor spare, PlacementStrategy placement) {
    context = new NodeContext(NodeId.of(id), id + ":1", Tags.NONE, new Keys("test"), store, () -> nowNanos,
        () -> Instant.EPOCH.plusNanos(nowNanos), peer -> true, CONFIG, UUID::randomUUID, Journal.OFF);
    driver = new MemberDriver(context, Protocol.standard(), MemberSettings.of(CONFIG), new Surroundings(
        heard, ActorListener.SILENT, MemberMetrics.NONE, tellers, workers, spare, time -> false, PeerProbes.NONE,
        placement, () -> CompletableFuture.completedFuture(null), () -> 0.5, () -> woken = true));
  }

  NodeContext context() {
    return context;
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

  /** Lets time pass, in which the driver runs whenever it wants to. */
  void pass(Duration time) {
    long end = nowNanos + time.toNanos();
    while (nowNanos < end) {
      woken = false;
      long wait = driver.run();
      nowNanos = woken ? nowNanos + 1 : Math.min(end, wait > end - nowNanos ? end : nowNanos + Math.max(1, wait));
    }
  }
}
