package dev.rollcall.runtime;

import dev.rollcall.ActorId;
import dev.rollcall.ActorListener;
import dev.rollcall.MembershipListener;
import dev.rollcall.NodeId;
import dev.rollcall.migration.LeastLoaded;
import dev.rollcall.migration.MigrationCandidate;
import dev.rollcall.migration.PlacementStrategy;
import dev.rollcall.runtime.TortureLog.Trouble;
import dev.rollcall.store.StoreUnavailableException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One member's application. Its code throws, blocks, calls the member back, and loses tasks, at random. Before that,
 * {@link EventOrder} judges what the member tells it. Thread-safe.
 */
final class HostileCode {
  private static final int BLOCKED_MILLIS = 1_200;

  /** What it hears only after what a torture is to have brought about. */
  private static final Map<String, Trouble> NEWS = Map.of("superseded", Trouble.SUPERSEDED, "activated",
      Trouble.ACTIVATED, "deactivated", Trouble.DEACTIVATED, "suspected", Trouble.SUSPECTED, "failed", Trouble.FAILED,
      "leaseLost", Trouble.LEASE_LOST, "leaseRegained", Trouble.LEASE_REGAINED, "primaryElected", Trouble.ELECTED);

  private final NodeId node;
  private final Random random;
  private final TortureLog log;
  private final BooleanSupplier calm;
  private final Executor threads;
  private final ScheduledExecutorService later;
  private final EventOrder order;
  private final AtomicInteger inside = new AtomicInteger();
  private volatile TortureMember member;

  HostileCode(NodeId node, Random random, TortureLog log, BooleanSupplier calm, Executor threads,
      ScheduledExecutorService later) {
    this.node = node;
    this.random = random;
    this.log = log;
    this.calm = calm;
    this.threads = threads;
    this.later = later;
    this.order = new EventOrder(node, log::wrong);
  }

  /** Adds this code to a member. Its executors are its own or the member's, at random. */
  MemberBuilder addTo(MemberBuilder builder) {
    Object listener = Proxy.newProxyInstance(MembershipListener.class.getClassLoader(),
        new Class<?>[] {MembershipListener.class, ActorListener.class}, listener());
    builder.listener((MembershipListener) listener).actorListener((ActorListener) listener)
        .metrics(metrics()).placement(this::choose).drain(this::drain);
    if (random.nextBoolean()) {
      builder.executor(this::execute);
    }
    return random.nextBoolean() ? builder.workers(this::execute) : builder;
  }

  /** From now on this is the member that its code calls back. */
  void serves(TortureMember served) {
    member = served;
  }

  private boolean happens(double probability) {
    return !calm.getAsBoolean() && random.nextDouble() < probability;
  }

  private void fail(Trouble trouble) {
    log.count(trouble);
    if (random.nextBoolean()) {
      throw new IllegalArgumentException("hostile code");
    }
    throw new AssertionError("hostile code");
  }

  private void block(Trouble trouble) {
    log.count(trouble);
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(BLOCKED_MILLIS)));
  }

  private InvocationHandler listener() {
    return (proxy, method, args) -> {
      if (method.getDeclaringClass() == Object.class) {
        return method.invoke(this, args);
      }
      if (inside.getAndIncrement() > 0) {
        log.wrong(node + " is told two things at once, the second " + method.getName());
      }
      try {
        hear(method, args);
      } finally {
        inside.getAndDecrement();
      }
      return null;
    };
  }

  private void hear(Method method, Object[] args) throws Exception {
    log.tell(node.value(), member + " " + method.getName() + " " + (args == null ? "" : Arrays.toString(args)));
    synchronized (order) {
      method.invoke(order, args);
    }
    Trouble news = NEWS.get(method.getName());
    if (news != null) {
      log.count(news);
    }
    if (happens(0.03)) {
      block(Trouble.LISTENER_BLOCKS);
    }
    if (happens(0.1) && member != null) {
      callBack(member);
    }
    if (happens(0.1)) {
      if (method.getName().equals("activated")) {
        synchronized (order) {
          order.threwAt((ActorId) args[0]);
        }
      }
      fail(Trouble.LISTENER_THROWS);
    }
  }

  private void callBack(TortureMember caller) throws Exception {
    log.count(Trouble.LISTENER_CALLS_BACK);
    ClusterMember called = caller.member();
    switch (random.nextInt(8)) {
      case 0 -> called.health().complaints();
      case 1 -> ask(called::details);
      case 2 -> ask(() -> called.details(node));
      case 3 -> caller.asked("activate", called.actors().activate(ActorId.of("actor1")));
      case 4 -> caller.asked("join", called.join());
      case 5 -> caller.asked("leave", called.leave());
      default -> waitFor(caller, called.join());
    }
  }

  private static void ask(Runnable call) {
    try {
      call.run();
    } catch (StoreUnavailableException e) {
      // Its call, and the store is away.
    }
  }

  private void waitFor(TortureMember caller, CompletableFuture<?> joined) throws InterruptedException {
    log.count(Trouble.LISTENER_WAITS);
    caller.asked("join", joined);
    try {
      joined.get(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IllegalStateException | ExecutionException e) {
      // To wait for it here is refused at once; or it has failed, or was cancelled.
    } catch (TimeoutException e) {
      log.wrong(node + ": its listener waits forever for a join");
    }
  }

  private CompletionStage<?> drain() {
    if (happens(0.3)) {
      log.count(Trouble.DRAIN_HANGS);
      return new CompletableFuture<>();
    }
    return happens(0.3) ? null : CompletableFuture.completedFuture(null);
  }

  private MemberMetrics metrics() {
    return new MemberMetrics() {
      @Override
      public void step(String action, String result, Duration took) {
        log.tell(node.value(), member + " " + action + " " + result);
        failNowAndThen();
      }

      @Override
      public void event(String name) {
        failNowAndThen();
      }

      @Override
      public void paused(Duration late) {
        failNowAndThen();
      }

      @Override
      public void closed() {
        failNowAndThen();
      }

      private void failNowAndThen() {
        if (happens(0.02)) {
          fail(Trouble.METRICS_THROW);
        }
      }
    };
  }

  private Map<ActorId, NodeId> choose(List<MigrationCandidate> candidates, SortedMap<NodeId, Long> loads) {
    if (happens(0.2)) {
      fail(Trouble.PLACEMENT_THROWS);
    } else if (happens(0.15)) {
      block(Trouble.PLACEMENT_BLOCKS);
    } else if (happens(0.2)) {
      log.count(Trouble.PLACEMENT_IS_NONSENSE);
      Map<ActorId, NodeId> nonsense = new HashMap<>();
      candidates.forEach(one -> nonsense.put(one.actor(), random.nextBoolean() ? NodeId.of("nobody") : null));
      return random.nextInt(3) == 0 ? null : nonsense;
    }
    PlacementStrategy sane = new LeastLoaded();
    return sane.choose(candidates, loads);
  }

  private void execute(Runnable task) {
    if (happens(0.03)) {
      log.count(Trouble.TASK_REFUSED);
      if (random.nextBoolean()) {
        throw new OutOfMemoryError("unable to create native thread: hostile code");
      }
      throw new RejectedExecutionException("hostile code");
    } else if (happens(0.03)) {
      log.count(Trouble.TASK_LOST);
    } else if (happens(0.03)) {
      log.count(Trouble.TASK_DELAYED);
      later.schedule(() -> threads.execute(task), random.nextInt(BLOCKED_MILLIS), TimeUnit.MILLISECONDS);
    } else if (happens(0.02)) {
      log.count(Trouble.TASK_DONE_BY_CALLER);
      task.run();
    } else {
      threads.execute(task);
    }
  }
}
