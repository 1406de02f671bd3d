package dev.rollcall.migration;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.protocol.ChangeWatch;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.PlacementRecord;
import dev.rollcall.protocol.schema.Placements;
import dev.rollcall.store.Transaction;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Tells a process of actors that were moved to it, soon after the move and without asking all the time. One key of the
 * node is watched, however many actors there are. As a watch may be lost, a process should look again after a while
 * even if it is told nothing. Not thread-safe; what it returns is.
 *
 * <p>TLA+: none. Nobody's safety depends on being told; {@code ActivateActor} may happen at any time.
 */
public final class Arrivals implements AutoCloseable {
  private final NodeContext context;
  private final Consumer<DamagedValueException> damage;
  private CompletableFuture<Void> watch = CompletableFuture.completedFuture(null);

  /**
   * What was found.
   *
   * @param actors to be activated, in their order
   * @param mayBeMore completes when others may have arrived, and with the next look; exceptionally if the watch failed
   */
  public record Seen(List<ActorId> actors, CompletableFuture<Void> mayBeMore) {
    public Seen {
      actors = List.copyOf(actors);
    }
  }

  /**
   * @param context of the node whose arrivals are watched
   */
  public Arrivals(NodeContext context) {
    this(context, DamagedValueException::raise);
  }

  /**
   * @param damage told of keys among the arrivals that name no actor
   */
  public Arrivals(NodeContext context, Consumer<DamagedValueException> damage) {
    this.context = context;
    this.damage = damage;
  }

  /**
   * Looks now, and watches from then on. Where as many are found as asked for, there may be more already: look again
   * after the last.
   *
   * @param incarnation of the process that looks
   * @param after only actors behind this one; null for all
   * @param limit the most actors to read, at least 1
   * @throws dev.rollcall.store.StoreUnavailableException if the store cannot be reached; nothing is watched then
   * @throws DamagedValueException if the store holds what cannot be read, and nobody is told of damage
   */
  public Seen look(long incarnation, ActorId after, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a look at " + limit + " arrivals is none; read at least 1");
    }
    close();
    try (Transaction transaction = context.store().begin(context.config().stepTimeout())) {
      Placements placements = new Placements(transaction.snapshot(), context.keys(), damage);
      List<ActorId> actors = placements.arrivals(new ActorHost(context.self(), incarnation), after, limit);
      watch = transaction.watch(context.keys().actors().arrived(context.self()));
      CompletableFuture<Void> told = ChangeWatch.told(List.of(watch));
      transaction.commit();
      return new Seen(actors, told);
    }
  }

  /**
   * Says of an actor that was found among the arrivals, and was not activated, whether it should not be there: it is
   * placed elsewhere. Thread-safe.
   *
   * @throws DamagedValueException if it should not, or if that cannot be read
   */
  public static void requirePlacedHere(NodeContext context, long incarnation, ActorId actor) {
    ActorHost host = new ActorHost(context.self(), incarnation);
    try (Transaction transaction = context.store().begin(context.config().stepTimeout())) {
      Placements placements = new Placements(transaction.snapshot(), context.keys());
      PlacementRecord placement = placements.placement(actor);
      if (!placement.isVacant() && !placement.isAt(host) && placements.isArriving(host, actor)) {
        throw new DamagedValueException(
            context.keys().actors().arrival(host, actor), actor + " is not placed there");
      }
    }
  }

  /** Watches nothing any more, until the next look. */
  @Override
  public void close() {
    watch.cancel(true);
  }
}
