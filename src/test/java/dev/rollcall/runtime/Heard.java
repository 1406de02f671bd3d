package dev.rollcall.runtime;

import dev.rollcall.ActorId;
import dev.rollcall.ActorListener;
import dev.rollcall.MembershipListener;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import dev.rollcall.PrimaryInfo;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Writes down what listeners are told, as {@code event about}, and whether they were ever told two things at once. */
final class Heard implements MembershipListener, ActorListener {
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final List<String> threads = new CopyOnWriteArrayList<>();
  private final AtomicInteger inside = new AtomicInteger();
  private volatile boolean concurrent;
  private volatile Consumer<String> onEvent = event -> {};

  /** Has something done within each call. */
  void onEvent(Consumer<String> hook) {
    onEvent = hook;
  }

  List<String> events() {
    return List.copyOf(events);
  }

  /** The names of the threads it was called on, one an event. */
  List<String> threads() {
    return List.copyOf(threads);
  }

  boolean wasToldTwoThingsAtOnce() {
    return concurrent;
  }

  void await(String event) {
    Await.until(() -> event + " is heard, besides " + events, () -> events.contains(event));
  }

  void clear() {
    events.clear();
  }

  private void tell(String event, Object about) {
    String line = (event + " " + about).strip();
    concurrent |= inside.getAndIncrement() > 0;
    try {
      events.add(line);
      threads.add(Thread.currentThread().getName());
      onEvent.accept(line);
    } finally {
      inside.getAndDecrement();
    }
  }

  @Override
  public void joined(NodeId node, MembershipView view) {
    tell("joined", node);
  }

  @Override
  public void left(NodeId node, MembershipView view) {
    tell("left", node);
  }

  @Override
  public void suspected(NodeId node) {
    tell("suspected", node);
  }

  @Override
  public void failed(NodeId node, MembershipView view) {
    tell("failed", node);
  }

  @Override
  public void viewChanged(MembershipView before, MembershipView after) {
    tell("viewChanged", after.members());
  }

  @Override
  public void primaryElected(PrimaryInfo primary) {
    tell("primaryElected", primary.node());
  }

  @Override
  public void primaryLost(PrimaryInfo former) {
    tell("primaryLost", former.node());
  }

  @Override
  public void leaseLost() {
    tell("leaseLost", "");
  }

  @Override
  public void leaseRegained() {
    tell("leaseRegained", "");
  }

  @Override
  public void damaged(String key, String problem) {
    tell("damaged", key);
  }

  @Override
  public void superseded() {
    tell("superseded", "");
  }

  @Override
  public void evicted() {
    tell("evicted", "");
  }

  @Override
  public void missed(int events) {
    tell("missed", events);
  }

  @Override
  public void activated(ActorId actor, long epoch) {
    tell("activated", actor + " " + epoch);
  }

  @Override
  public void deactivated(ActorId actor, long epoch) {
    tell("deactivated", actor + " " + epoch);
  }
}
