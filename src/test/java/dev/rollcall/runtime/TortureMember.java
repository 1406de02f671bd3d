package dev.rollcall.runtime;

import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.store.StoreUnavailableException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** One process of a {@link Torture}: a member, what is around it, and what it was asked for. Thread-safe. */
final class TortureMember {
  private final int number;
  private final ClusterMember member;
  private final WayToStore way;
  private final DriftingClock clock;
  private final TortureLog log;
  private final Map<CompletableFuture<?>, String> open = new ConcurrentHashMap<>();
  private boolean paused;
  private volatile boolean vanishing;
  private volatile boolean closed;

  /**
   * @param number that no other process of the torture has
   */
  TortureMember(int number, ClusterMember member, WayToStore way, DriftingClock clock, TortureLog log) {
    this.number = number;
    this.member = member;
    this.way = way;
    this.clock = clock;
    this.log = log;
  }

  ClusterMember member() {
    return member;
  }

  NodeId node() {
    return member.node();
  }

  WayToStore way() {
    return way;
  }

  DriftingClock clock() {
    return clock;
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether it is cut off from the store for good. */
  boolean isVanishing() {
    return vanishing;
  }

  /** Gives the store back, unless it is gone for good. */
  void mend() {
    if (!vanishing) {
      way.heal();
    }
  }

  /** Ends all trouble of its own that can be ended. */
  void heal() {
    mend();
    resume();
    clock.run(1, 1);
  }

  void vanish() {
    vanishing = true;
    way.cut();
  }

  boolean isOut() {
    return member.state() == NodeState.LEFT && open.isEmpty();
  }

  /** The member was asked for this, and is to complete it. */
  @SuppressWarnings("CollectionUndefinedEquality") // Each future is equal to itself alone, as is meant.
  void asked(String what, CompletableFuture<?> future) {
    open.put(future, what);
    future.whenComplete((value, failure) -> {
      open.remove(future);
      if (failure != null && !isExpected(failure)) {
        log.wrong(this + ": " + what + " ended with " + failure);
      }
    });
  }

  private static boolean isExpected(Throwable failure) {
    // One that is cancelled is an IllegalStateException, too.
    return failure instanceof IllegalStateException || failure instanceof StoreUnavailableException;
  }

  /** What the member has not answered yet. */
  Map<CompletableFuture<?>, String> open() {
    return Map.copyOf(open);
  }

  /** Its process stands still wherever it calls the store, until {@link #resume}. */
  synchronized void pause() {
    if (!paused) {
      paused = true;
      way.pause();
    }
  }

  synchronized void resume() {
    if (paused) {
      paused = false;
      way.resume();
    }
  }

  /** Closes the member. All that it was asked for is to be answered then. */
  void close() {
    closed = true;
    member.close();
    open.forEach((future, what) -> {
      if (!future.isDone()) {
        log.wrong(this + ": " + what + " is not completed though it was closed");
      }
    });
  }

  @Override
  public String toString() {
    return member.node() + "/" + number;
  }
}
