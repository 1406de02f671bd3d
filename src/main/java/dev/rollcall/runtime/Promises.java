package dev.rollcall.runtime;

import dev.rollcall.MembershipView;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.schema.DamagedValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * What the application asked of a member, and the futures that tell it when that is so. They are completed where the
 * listener is told, after all that led there. Not thread-safe.
 */
final class Promises {
  private final Core core;
  private final List<CompletableFuture<MembershipView>> joins = new ArrayList<>();
  private final List<CompletableFuture<Void>> leaves = new ArrayList<>();

  Promises(Core core) {
    this.core = core;
  }

  CompletableFuture<MembershipView> toJoin() {
    CompletableFuture<MembershipView> join = new CompletableFuture<>();
    joins.add(join);
    if (leaves.isEmpty()) {
      core.goal(Core.Goal.MEMBER);
    }
    return join;
  }

  CompletableFuture<Void> toLeave() {
    CompletableFuture<Void> leave = new CompletableFuture<>();
    core.goal(Core.Goal.GONE);
    failJoins(new CancellationException(core.self() + " was asked to leave before it had joined"));
    leaves.add(leave);
    // What is gone already is so before the next request: that may be to join again.
    keepLeaves();
    return leave;
  }

  /**
   * Completes what has come true, or cannot any more.
   *
   * @return whether that leaves something new to be done at once
   */
  boolean keep() {
    if (!joins.isEmpty() && leaves.isEmpty() && core.isActive() && core.steps().isSettled()) {
      MembershipView view = core.process().view();
      List.copyOf(joins).forEach(join -> core.events().then("join", () -> join.complete(view)));
      joins.clear();
    } else if (core.goal() == Core.Goal.NOTHING) {
      failJoins(new IllegalStateException(core.self() + " was failed or superseded while it joined"));
    }
    return keepLeaves();
  }

  private boolean keepLeaves() {
    if (!leaves.isEmpty() && !core.process().isRunning() && core.steps().isSettled()) {
      core.goal(joins.isEmpty() ? Core.Goal.NOTHING : Core.Goal.MEMBER);
      core.state(NodeState.LEFT);
      List.copyOf(leaves).forEach(leave -> core.events().then("leave", () -> leave.complete(null)));
      leaves.clear();
      return core.goal() == Core.Goal.MEMBER;
    }
    return false;
  }

  /**
   * The join failed: somebody has to see to what the store holds before it can succeed. One that was begun is given up.
   * A member that joins anew after it was failed has nobody to tell, and goes on trying.
   */
  void fail(Throwable reason) {
    boolean begun = core.process().isRunning();
    if (core.steps().isSettled() && !joins.isEmpty() && (!begun || reason instanceof DamagedValueException)) {
      core.goal(begun ? Core.Goal.GONE : Core.Goal.NOTHING);
      failJoins(reason);
    }
  }

  void close() {
    CancellationException closed = new CancellationException(core.self() + " was closed");
    failJoins(closed);
    List.copyOf(leaves).forEach(leave -> core.events().then("leave", () -> leave.completeExceptionally(closed)));
    leaves.clear();
  }

  private void failJoins(Throwable reason) {
    List.copyOf(joins).forEach(join -> core.events().then("join", () -> join.completeExceptionally(reason)));
    joins.clear();
  }
}
