package dev.rollcall.runtime;

import dev.rollcall.ActorId;
import dev.rollcall.Placement;
import dev.rollcall.migration.ActorDirectory;
import dev.rollcall.migration.ActorFence;
import dev.rollcall.migration.ActorOutcome;
import dev.rollcall.migration.HostedActors;
import dev.rollcall.migration.MigrationProgress;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The actors of a {@link ClusterMember}: those that run here, and where others are. An actor runs at one member at a
 * time, and under that member's live lease only; when the member fails or leaves, the primary moves it to another.
 * Thread-safe. Futures complete on the threads that wait for the store; exceptionally with {@link
 * dev.rollcall.store.StoreUnavailableException} or {@link dev.rollcall.protocol.schema.DamagedValueException} where the
 * store cannot be read, with {@link CancellationException} once the member is closed, and with whatever else the store
 * throws.
 */
public final class Actors {
  private final ActorRunner runner;
  private final Supplier<Optional<MigrationProgress>> migration;
  private final ActorDirectory directory;
  private final HandOff working;
  private final OpenRequests requests;
  private final BooleanSupplier closed;

  /**
   * @param closed whether the member was closed, and claims nothing any more
   */
  Actors(Core core, ActorRunner runner, Supplier<Optional<MigrationProgress>> migration, BooleanSupplier closed) {
    this.runner = runner;
    this.migration = migration;
    this.closed = closed;
    this.directory = new ActorDirectory(
        core.context().store(), core.context().keys(), core.context().config().stepTimeout());
    this.working = core.working();
    this.requests = core.requests();
  }

  /**
   * Runs the actor here, if it has no host, or if it is here already.
   *
   * @return what came of it once the store has said so, after some tries at most; {@code PLACED_ELSEWHERE} if it has
   *     another host, even one that is gone: the primary will move it. After an unknown outcome, or an exception that
   *     leaves it open whether the store did it, the member tries again by itself until it knows
   */
  public CompletableFuture<ActorOutcome> activate(ActorId actor) {
    return work(() -> runner.activate(actor));
  }

  /**
   * Runs the actor nowhere any more. It does not run from the moment this begins; what the caller still does for it is
   * to end before.
   *
   * @return what came of it, as of {@link #activate}
   */
  public CompletableFuture<ActorOutcome> deactivate(ActorId actor) {
    return work(() -> runner.deactivate(actor));
  }

  /** Where the actor is placed: at a member, or at one that is gone while the actor waits to be moved. */
  public CompletableFuture<Optional<Placement>> locate(ActorId actor) {
    return work(() -> directory.locate(actor));
  }

  /** Whether this member runs the actor at this moment: it is placed here, and the lease holds. */
  public boolean runs(ActorId actor) {
    return runner.runs(actor);
  }

  /** The actors that this member runs while its lease holds, each with its epoch; a copy. */
  public SortedMap<ActorId, Long> running() {
    HostedActors hosted = runner.hosted();
    return hosted == null ? new TreeMap<>() : new TreeMap<>(hosted.snapshot());
  }

  /** How many actors this member runs while its lease holds. */
  public int count() {
    HostedActors hosted = runner.hosted();
    return hosted == null ? 0 : hosted.size();
  }

  /**
   * A fence for what the actor is to write: checked in the transaction that writes, it holds whatever happens in between.
   * Empty if the actor does not run here, as {@link #runs} says; never throws. If it stops right after, {@link
   * ActorFence#check} throws {@link dev.rollcall.migration.StaleActorException}.
   */
  public Optional<ActorFence> fence(ActorId actor) {
    return runner.fence(actor);
  }

  /** What the latest batch of moves came to; empty unless this member is primary. */
  public Optional<MigrationProgress> migration() {
    return migration.get();
  }

  private <T> CompletableFuture<T> work(Supplier<T> call) {
    CompletableFuture<T> answer = requests.toldAnywhere();
    if (!answer.isDone()) {
      working.add(() -> {
        try {
          T result = call.get();
          // A member that was closed meanwhile runs nothing, and a refusal for that reason is no answer.
          if (closed.getAsBoolean()) {
            requests.cancel(answer);
          }
          answer.complete(result);
        } catch (Throwable e) {
          answer.completeExceptionally(e);
        }
      });
    }
    return answer;
  }
}
