package dev.rollcall.conformance.simulate;

import dev.rollcall.ActorId;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Does a fleet harm at random, and makes it good again. The same seed does the same to the same fleet. Not thread-safe.
 */
public final class Storm {
  private static final int ACTORS = 8;

  private final Fleet fleet;
  private final SplittableRandom random;
  private final List<ActorId> actors;

  public Storm(Fleet fleet, long seed) {
    this.fleet = fleet;
    this.random = new SplittableRandom(seed);
    this.actors = IntStream.rangeClosed(1, ACTORS).mapToObj(i -> ActorId.of("actor" + i)).toList();
  }

  /** The actors that it has members run. */
  public List<ActorId> actors() {
    return actors;
  }

  /**
   * Lets time pass, and something happen every now and then.
   *
   * @param time how long
   * @param between how long from one thing to the next, on average
   */
  public void rage(Duration time, Duration between) {
    long end = fleet.time().nowNanos() + time.toNanos();
    while (fleet.time().nowNanos() < end) {
      fleet.time().pass(Duration.ofNanos(1 + random.nextLong(2 * between.toNanos())));
      strike();
    }
  }

  /** Heals everything, and starts every node that does not run. */
  public void calm() {
    List<FleetMember> members = fleet.members();
    for (FleetMember member : members) {
      members.forEach(other -> fleet.heal(member, other));
      member.heal();
      if (!member.isRunning()) {
        member.start();
      } else {
        member.resume();
        member.rejoin();
      }
    }
  }

  private void strike() {
    FleetMember member = any();
    if (!member.isRunning()) {
      member.start();
      return;
    }
    switch (random.nextInt(20)) {
      case 0 -> member.crash();
      case 1, 2 -> member.pause();
      case 3, 4, 5 -> member.resume();
      case 6 -> member.cut();
      case 7, 8 -> member.heal();
      case 9 -> fleet.partition(member, any());
      case 10 -> fleet.heal(member, any());
      case 11 -> leaveOrRejoin(member);
      case 12 -> fleet.partitionOneWay(member, any());
      case 13 -> member.driver().actors().deactivate(anyActor());
      default -> member.driver().actors().activate(anyActor());
    }
  }

  private void leaveOrRejoin(FleetMember member) {
    if (random.nextBoolean()) {
      member.leave();
    } else {
      member.rejoin();
    }
  }

  private FleetMember any() {
    List<FleetMember> members = fleet.members();
    return members.get(random.nextInt(members.size()));
  }

  private ActorId anyActor() {
    return actors.get(random.nextInt(actors.size()));
  }
}
