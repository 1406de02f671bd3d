package dev.rollcall.conformance.bench;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.runtime.ClusterMember;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.store.Store;
import dev.rollcall.store.memory.MemoryStore;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** What members take of a processor while nothing happens, in real time. The embedded store's part is in it. */
public final class IdleMembers {
  private static final String NAMES = "idle-";
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /**
   * What one member came to.
   *
   * @param cpuMicrosPerSecond of its threads; 10,000 are one percent of a processor
   */
  public record Result(double leaseSeconds, double heartbeatSeconds, double lookSeconds, double cpuMicrosPerSecond) {
    public double percentOfOneProcessor() {
      return cpuMicrosPerSecond / 1e4;
    }
  }

  private IdleMembers() {}

  /**
   * Measures a cluster of so many, once as long to warm up and once to count.
   *
   * @param lease the failure timeout and the intervals follow from it, as by default
   */
  public static Result measure(int members, Duration lease, Duration time) {
    MembershipConfig config = new MembershipConfig(lease, lease.multipliedBy(3).dividedBy(2),
        MembershipConfig.DEFAULT.maxDrift(), lease, 1, MembershipConfig.DEFAULT.successors());
    MemberSettings settings = MemberSettings.of(config);
    List<ClusterMember> running = new ArrayList<>();
    try (Store store = new MemoryStore()) {
      try {
        List<CompletableFuture<?>> joined = new ArrayList<>();
        for (int i = 0; i < members; i++) {
          ClusterMember member = ClusterMember.of("idle", NodeId.of(NAMES + i), store).config(config).start();
          running.add(member);
          joined.add(member.join());
        }
        joined.forEach(CompletableFuture::join);
        sleep(time);
        long before = cpuNanos();
        long began = System.nanoTime();
        sleep(time);
        double micros = (cpuNanos() - before) / 1e3;
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Result(lease.toNanos() / 1e9, settings.heartbeatInterval().toNanos() / 1e9,
            settings.lookInterval().toNanos() / 1e9, micros / seconds / members);
      } finally {
        running.forEach(ClusterMember::close);
      }
    }
  }

  private static long cpuNanos() {
    long sum = 0;
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().startsWith("rollcall-" + NAMES)) {
        sum += Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
      }
    }
    return sum;
  }

  private static void sleep(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
