package dev.rollcall.conformance.demo;

import dev.rollcall.ActorId;
import dev.rollcall.NodeState;
import dev.rollcall.conformance.simulate.Fleet;
import dev.rollcall.conformance.simulate.FleetMember;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** The scripted storm: one trouble after the other, each with its explanation. Not thread-safe. */
final class Story {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration A_WHILE = Duration.ofSeconds(4);

  private final Fleet fleet;
  private final Stage stage;
  private final List<String> missed = new ArrayList<>();

  Story(Fleet fleet, Stage stage) {
    this.fleet = fleet;
    this.stage = stage;
  }

  /** Tells it; what did not come about though it should have. */
  List<String> tell() {
    begins();
    primaryDies();
    primaryIsPaused();
    storeIsAway();
    networkSplits();
    primaryLeaves();
    return List.copyOf(missed);
  }

  private void begins() {
    stage.say("Five members start and join, one transaction each. The first is primary.");
    fleet.members().forEach(FleetMember::start);
    expect("all are members", this::allAreMembers);
    stage.say("Each gets an actor: something that must run at one place at a time.");
    IntStream.rangeClosed(1, fleet.members().size()).forEach(i -> fleet.members().get(i - 1).driver().actors()
        .activate(ActorId.of("cart-" + i)));
    stage.pass(A_WHILE);
  }

  private void primaryDies() {
    FleetMember first = primary();
    first.crash();
    stage.say(first.node() + ", the primary, is killed. The others do not know: they see only that its heartbeat "
        + "stands still. They wait until its lease must be over, whatever their clocks say. Then two of them have to "
        + "agree.");
    expect("another primary is elected", () -> isAnotherPrimary(first));
    expect("its actor runs elsewhere", () -> runs(5));
    stage.say("A majority failed it, elected " + primary().node() + " in the next term, and moved its actor. "
        + first.node() + " comes back as a new incarnation, so that nobody takes it for the old one.");
    first.start();
    expect("it is a member again", this::allAreMembers);
    stage.pass(A_WHILE);
  }

  private void primaryIsPaused() {
    FleetMember second = primary();
    second.pause();
    stage.say(second.node() + ", now primary, is paused, as by a long garbage collection. It does not know. When it "
        + "wakes up it will still believe that it is primary.");
    expect("another primary is elected", () -> isAnotherPrimary(second));
    expect("its actors run elsewhere", () -> runs(5));
    stage.say("There is another primary, and " + second.node() + " still believes it is one: but its lease is over "
        + "(o), so it acts as nothing. Its writes would be fenced by the store: it has the old term.");
    stage.pass(A_WHILE);
    second.resume();
    expect("it is a member again", this::allAreMembers);
    stage.pass(A_WHILE);
  }

  private void storeIsAway() {
    stage.say("The store is away, for everybody. Nobody can renew a lease, so soon nobody acts: no primary, no actor. "
        + "Safe, and of no use; but watch what does not happen.");
    fleet.members().forEach(FleetMember::cut);
    stage.pass(Duration.ofSeconds(20));
    fleet.members().forEach(FleetMember::heal);
    stage.say("It is back after 20 s. Nobody is failed for it: who could not reach the store has watched nobody. The "
        + "view is the same, and all go on.");
    expect("all act again", () -> allAreMembers() && fleet.primary().isPresent() && runs(5));
    stage.pass(A_WHILE);
  }

  private void networkSplits() {
    FleetMember third = primary();
    FleetMember friend = fleet.members().stream().filter(member -> member != third).findFirst().orElseThrow();
    fleet.members().stream().filter(member -> member != third && member != friend).forEach(member -> {
      fleet.partition(member, third);
      fleet.partition(member, friend);
    });
    stage.say("The network splits: " + third.node() + ", the primary, and " + friend.node() + " here, three there. All "
        + "reach the store, so nobody is dead. But a primary must reach at least half.");
    expect("the larger side has the primary",
        () -> isAnotherPrimary(third) && !primary().node().equals(friend.node()));
    stage.say(third.node() + " resigned by itself, and the larger side elected " + primary().node() + ". Nobody was "
        + "thrown out, and the view is as it was.");
    stage.pass(A_WHILE);
    fleet.members().forEach(one -> fleet.members().forEach(other -> fleet.heal(one, other)));
    stage.pass(A_WHILE);
  }

  private void primaryLeaves() {
    FleetMember fourth = primary();
    stage.say(fourth.node() + " leaves for maintenance. Who says goodbye is not waited for: it resigns, stops its "
        + "actors, and is gone.");
    fourth.leave();
    expect("another primary is elected", () -> isAnotherPrimary(fourth));
    expect("its actors run elsewhere", () -> runs(5) && !isHost(fourth));
    stage.pass(A_WHILE);
  }

  private void expect(String what, BooleanSupplier comes) {
    if (!stage.until(comes, PATIENCE)) {
      missed.add(what);
      stage.say("That " + what + " did not come about within a minute.");
    }
  }

  private FleetMember primary() {
    return fleet.primary().orElse(fleet.members().get(0));
  }

  private boolean isAnotherPrimary(FleetMember former) {
    return fleet.members().stream().anyMatch(member -> member != former && member.isPrimary());
  }

  private boolean allAreMembers() {
    long number = fleet.members().get(0).process().view().number();
    return fleet.members().stream().allMatch(member -> member.isRunning()
        && member.driver().state() == NodeState.ACTIVE && member.process().view().size() == fleet.members().size()
        && member.process().view().number() == number);
  }

  private boolean runs(int actors) {
    return fleet.members().stream().filter(FleetMember::isRunning).mapToLong(member -> member.driver().actors()
        .running().keySet().stream().filter(member.driver().actors()::runs).count()).sum() == actors;
  }

  private static boolean isHost(FleetMember member) {
    return !member.driver().actors().running().isEmpty();
  }
}
