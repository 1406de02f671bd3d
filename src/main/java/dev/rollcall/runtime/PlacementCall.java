package dev.rollcall.runtime;

import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.migration.DueActors;
import dev.rollcall.migration.PlacementStrategy;
import dev.rollcall.runtime.Complaint.Code;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the application's strategy where actors move, on a worker, and one call at a time. Used by the member's driver
 * only, but for {@link #complaint}.
 */
final class PlacementCall {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  private final Core core;
  private final PlacementStrategy strategy;
  private volatile Call call = new Call(0, 0, CompletableFuture.completedFuture(Map.of()));
  private volatile String failure = "";

  private record Call(int actors, long sinceNanos, CompletableFuture<Map<ActorId, NodeId>> answer) {}

  PlacementCall(Core core) {
    this.core = core;
    this.strategy = core.around().placement();
  }

  /** Begins a call. The member is woken when it has returned, unless that is before this does. */
  void begin(DueActors due) {
    CompletableFuture<Map<ActorId, NodeId>> answer = new CompletableFuture<>();
    call = new Call(due.candidates().size(), core.now(), answer);
    core.working().add(() -> {
      try {
        // A copy, since whatever its methods do is the application's code, too.
        answer.complete(new HashMap<>(strategy.choose(due.candidates(), due.loads())));
      } catch (Throwable e) {
        answer.completeExceptionally(e);
      }
    });
    if (isUnderWay()) {
      answer.whenComplete((chosen, failed) -> core.around().wake().run());
    }
  }

  boolean isUnderWay() {
    return !call.answer.isDone();
  }

  /** What the latest call returned; empty if it threw something. */
  Optional<Map<ActorId, NodeId>> answer() {
    try {
      Map<ActorId, NodeId> chosen = call.answer.join();
      failure = "";
      return Optional.of(chosen);
    } catch (CompletionException e) {
      String thrown = e.getCause().toString();
      if (!thrown.equals(failure)) {
        LOG.error("placement failed node={}; tried again", core.self(), e.getCause());
      }
      failure = thrown;
      return Optional.empty();
    }
  }

  /** That it failed does not matter any more: another member is primary. */
  void forgetFailure() {
    failure = "";
  }

  /** A call that threw something, or has taken longer than a lease. Safe for any thread. */
  Optional<Complaint> complaint() {
    Call latest = call;
    String thrown = failure;
    Duration taken = Duration.ofNanos(core.now() - latest.sinceNanos);
    if (!latest.answer.isDone() && taken.compareTo(core.context().config().leaseDuration()) > 0) {
      return Optional.of(new Complaint(Code.PLACEMENT_BLOCKED, "the placement strategy has not answered for "
          + taken.toMillis() + " ms where to move " + actors(latest)));
    }
    return thrown.isEmpty() ? Optional.empty() : Optional.of(new Complaint(Code.PLACEMENT_FAILED,
        "the placement strategy does not say where to move " + actors(latest) + ": " + thrown));
  }

  private static String actors(Call call) {
    return call.actors == 1 ? "an actor" : call.actors + " actors";
  }
}
