package dev.rollcall.runtime;

import dev.rollcall.ActorId;
import dev.rollcall.ActorListener;
import dev.rollcall.MembershipListener;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import dev.rollcall.PrimaryInfo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Judges the order in which one member tells its events. */
final class EventOrder implements MembershipListener, ActorListener {
  private enum Held { YES, NO, EITHER }

  private final NodeId self;
  private final Consumer<String> onViolation;
  private MembershipView view = MembershipView.NONE;
  private long newestView;
  /** Of the latest view's changes, those that were not told yet. */
  private final Set<NodeId> comes = new HashSet<>();
  private final Set<NodeId> goes = new HashSet<>();
  private PrimaryInfo primary;
  private long newestTerm;
  private Held lease = Held.YES;
  private final Map<ActorId, Long> running = new HashMap<>();
  private final Map<ActorId, Long> unstarted = new HashMap<>();
  private final Map<ActorId, Long> newestEpochs = new HashMap<>();

  EventOrder(NodeId self, Consumer<String> onViolation) {
    this.self = self;
    this.onViolation = onViolation;
  }

  private void require(boolean right, String event, Object... about) {
    if (!right) {
      onViolation.accept(self + " is told " + event + " out of order: " + Arrays.toString(about));
    }
  }

  @Override
  public void viewChanged(MembershipView before, MembershipView after) {
    require(comes.isEmpty() && goes.isEmpty(), "viewChanged before all changes of the last", comes, goes);
    require(before.number() == view.number(), "viewChanged", "before", before.number(), "last", view.number());
    require(after.number() > newestView, "viewChanged", "after", after.number(), "newest", newestView);
    if (before.number() == 0) {
      comes.add(self);
    } else {
      comes.addAll(after.membersWithout(before));
    }
    goes.addAll(before.membersWithout(after));
    view = after;
    newestView = after.number();
  }

  @Override
  public void joined(NodeId node, MembershipView of) {
    require(comes.remove(node) && of.number() == view.number(), "joined", node, of.number(), view.number());
  }

  @Override
  public void left(NodeId node, MembershipView of) {
    gone("left", node);
  }

  @Override
  public void failed(NodeId node, MembershipView of) {
    gone("failed", node);
  }

  private void gone(String event, NodeId node) {
    if (goes.remove(node)) {
      return;
    }
    require(node.equals(self), event, node, "in view", view.number());
    if (event.equals("left")) {
      require(running.isEmpty(), "left before deactivated", running);
    }
    end();
  }

  @Override
  public void superseded() {
    end();
  }

  /** The incarnation is over. The next one begins without a view; it may have had a lease, or lost it, unheard. */
  private void end() {
    require(comes.isEmpty() && goes.isEmpty(), "of its end before all changes of a view", comes, goes);
    view = MembershipView.NONE;
    lease = Held.EITHER;
  }

  @Override
  public void suspected(NodeId node) {
    require(!node.equals(self), "suspected", node);
  }

  @Override
  public void primaryElected(PrimaryInfo elected) {
    require(primary == null, "primaryElected", elected, "before primaryLost", primary);
    require(elected.term() >= newestTerm, "primaryElected", elected, "after term", newestTerm);
    primary = elected;
    newestTerm = elected.term();
  }

  @Override
  public void primaryLost(PrimaryInfo former) {
    require(former.equals(primary), "primaryLost", former, "while it was", primary);
    primary = null;
  }

  @Override
  public void leaseLost() {
    require(lease != Held.NO, "leaseLost", "twice");
    lease = Held.NO;
  }

  @Override
  public void leaseRegained() {
    require(lease != Held.YES, "leaseRegained", "but not that it was lost");
    lease = Held.YES;
  }

  @Override
  public void missed(int events) {
    require(false, "that it missed", events, "events, though it does not block for so long");
  }

  @Override
  public void activated(ActorId actor, long epoch) {
    require(!running.containsKey(actor), "activated", actor, epoch, "while it runs");
    require(epoch >= newestEpochs.getOrDefault(actor, 1L), "activated", actor, epoch, "after", newestEpochs.get(actor));
    unstarted.remove(actor);
    running.put(actor, epoch);
    newestEpochs.put(actor, epoch);
  }

  /** The listener threw something when told that the actor is activated: {@code deactivated} may come, and need not. */
  void threwAt(ActorId actor) {
    unstarted.put(actor, running.remove(actor));
  }

  @Override
  public void deactivated(ActorId actor, long epoch) {
    Long was = running.containsKey(actor) ? running.remove(actor) : unstarted.remove(actor);
    require(was != null && was == epoch, "deactivated", actor, epoch, "while it ran in", was);
  }
}
