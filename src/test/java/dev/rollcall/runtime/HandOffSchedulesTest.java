package dev.rollcall.runtime;

import dev.rollcall.ActorListener;
import dev.rollcall.MembershipListener;
import dev.rollcall.NodeId;
import dev.rollcall.detector.PeerProbes;
import dev.rollcall.migration.LeastLoaded;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Instant;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * What is told from two threads, while an executor does what it was given, interleaved at each access to what they share:
 * all is told, once, one thing at a time.
 */
public class HandOffSchedulesTest {
  private static final ManualMember MEMBER =
      new ManualMember("n1", new MemoryStore(), Runnable::run, Runnable::run, Runnable::run, new LeastLoaded());

  private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger told = new AtomicInteger();
  private volatile boolean together;
  private final Core core = new Core(MEMBER.context(), Protocol.standard(), MemberSettings.of(ManualMember.CONFIG),
      new Surroundings(MembershipListener.SILENT, ActorListener.SILENT, MemberMetrics.NONE, orders::add, orders::add,
          orders::add, time -> false, PeerProbes.NONE, new LeastLoaded(),
          () -> CompletableFuture.completedFuture(null), () -> 0.5, () -> {}));

  @Test
  void allIsToldOnceAndOneAtATime() {
    new ModelCheckingOptions()
        .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(HandOffSchedulesTest::isNotTested).allMethods().ignore())
        .iterations(10).invocationsPerIteration(200).threads(3).actorsPerThread(2).actorsBefore(0).actorsAfter(0)
        .sequentialSpecification(Nothing.class).check(HandOffSchedulesTest.class);
  }

  private static boolean isNotTested(String name) {
    return name.startsWith("dev.rollcall.") && !name.startsWith(HandOff.class.getName())
        && !name.startsWith(Events.class.getName()) && !name.startsWith(HandOffSchedulesTest.class.getName());
  }

  @Operation
  public void tell() {
    asked.getAndIncrement();
    core.events().then("test", this::hear);
  }

  private void hear() {
    together |= inside.getAndIncrement() > 0;
    told.getAndIncrement();
    inside.getAndDecrement();
  }

  /** A thread of the executor. */
  @Operation
  public void work() {
    Runnable order = orders.poll();
    if (order != null) {
      order.run();
    }
  }

  /** At the end, when the executor has done all that it was given. */
  @Validate
  public void allIsTold() {
    for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
      order.run();
    }
    if (together || told.get() != asked.get()) {
      throw new IllegalStateException("told " + told + " of " + asked + (together ? ", two at once" : ""));
    }
  }

  /** What the operations return, which is nothing. */
  public static final class Nothing {
    public void tell() {}

    public void work() {}
  }
}
