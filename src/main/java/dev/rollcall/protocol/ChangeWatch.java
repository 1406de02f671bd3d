package dev.rollcall.protocol;

import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.PrimaryRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Learns of a new view or primary soon after its commit, without asking all the time. The store is asked to tell when
 * either key changes, and is looked at again after a while even if it tells nothing: a watch may be lost and may fire
 * for nothing. It cannot miss a change that is undone, because numbers of views and terms only rise.
 *
 * <p>There are two watches at most, whatever happens; each look replaces those of the look before. Not thread-safe;
 * what it returns is.
 *
 * <p>TLA+: none. Nobody's safety depends on being told; {@code SyncViews} may happen at any time.
 */
public final class ChangeWatch implements AutoCloseable {
  private final NodeContext context;
  private final Consumer<DamagedValueException> damage;
  private long viewNumber;
  private PrimaryRecord primary = PrimaryRecord.NONE;
  private long evicted;
  private List<CompletableFuture<Void>> watches = List.of();
  private CompletableFuture<Void> mayHaveChanged = CompletableFuture.completedFuture(null);

  /**
   * What the store held; of a key that is damaged, what it held at the last look that could read it.
   *
   * @param evicted the incarnation of this node that is asked to leave; 0 if none ever was. It is not watched
   * @param mayHaveChanged completes when it may hold something else, and with the next look; exceptionally if a watch
   *     failed, so that nothing more would be told
   */
  public record Seen(long viewNumber, PrimaryRecord primary, long evicted, CompletableFuture<Void> mayHaveChanged) {}

  /**
   * @param context whose store and cluster are watched
   */
  public ChangeWatch(NodeContext context) {
    this(context, DamagedValueException::raise);
  }

  /**
   * @param damage told of a key that cannot be read: the other one is followed all the same
   */
  public ChangeWatch(NodeContext context, Consumer<DamagedValueException> damage) {
    this.context = context;
    this.damage = damage;
  }

  /**
   * Looks now, and watches from then on.
   *
   * @throws dev.rollcall.store.StoreUnavailableException if the store cannot be reached; nothing is watched then
   * @throws DamagedValueException if the store holds what cannot be read, and nobody is told of damage
   */
  public Seen look() {
    close();
    Keys keys = context.keys();
    try (Transaction transaction = context.store().begin(context.config().stepTimeout())) {
      Registry registry = new Registry(transaction.snapshot(), keys, damage);
      viewNumber = registry.readable(registry::viewNumber, viewNumber);
      primary = registry.readable(registry::primary, primary);
      evicted = registry.readable(() -> registry.evicted(context.self()), evicted);
      watches = List.of(transaction.watch(keys.viewNumber()), transaction.watch(keys.primary()));
      mayHaveChanged = told(watches);
      transaction.commit();
      return new Seen(viewNumber, primary, evicted, mayHaveChanged);
    }
  }

  /**
   * Completes as the first of the watches does that fires or fails; also with one that is cancelled, which is no failure.
   */
  public static CompletableFuture<Void> told(List<CompletableFuture<Void>> watches) {
    CompletableFuture<Void> told = new CompletableFuture<>();
    watches.forEach(watch -> watch.whenComplete((fired, failed) -> {
      if (failed == null || failed instanceof CancellationException) {
        told.complete(null);
      } else {
        told.completeExceptionally(failed);
      }
    }));
    return told;
  }

  /**
   * Waits until the store tells of a change since the last look, or the time is over, and looks.
   *
   * @param atMost how long a lost watch may go unnoticed
   * @throws InterruptedException if the thread is interrupted while it waits
   * @throws dev.rollcall.store.StoreUnavailableException if the store cannot be reached; nothing is watched then
   */
  public Seen next(Duration atMost) throws InterruptedException {
    try {
      mayHaveChanged.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // The look that follows is what this time limit is for, and tells what a watch that failed does not.
    }
    return look();
  }

  /** Watches nothing any more, until the next look. */
  @Override
  public void close() {
    watches.forEach(watch -> watch.cancel(true));
    watches = List.of();
  }
}
