package dev.rollcall.conformance.simulate;

import dev.rollcall.ActorId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Does random harm to a fleet: processes crash, come back under their old id or a new one, and leave; the store is lost
 * to some or all; the network splits; machines are suspended. {@link #healAll} ends all of it, but the dead stay dead.
 * The same seed does the same to the same fleet. Not thread-safe.
 *
 * <p>{@link Storm} differs: it brings every node back in the end.
 */
public final class FaultInjector {
  private final Fleet fleet;
  private final int size;
  private final SplittableRandom random;
  private final Consumer<String> timeline;
  private final List<Supplier<String>> faults = List.of(
      this::crashOne, this::crashSome, this::crashAll, this::restartOne, this::restartOne, this::restartSome,
      this::replaceOne, this::replaceSome, this::cutStoreOfOne, this::cutStoreOfSome, this::cutStoreOfAll,
      this::endCuts, this::endCuts, this::beginOutage, this::endOutage, this::endOutage, this::cutLink, this::split,
      this::isolateOneWay, this::healLinks, this::healLinks, this::leave, this::leave, this::pauseSome,
      this::suspendSome, this::resumeAll, this::resumeAll, this::activate, this::activate);

  /**
   * @param fleet its first {@code size} nodes are added
   * @param size processes that run at most; new ids come in the place of dead nodes
   * @param timeline is told each thing that is done
   */
  public FaultInjector(Fleet fleet, int size, long seed, Consumer<String> timeline) {
    this.fleet = fleet;
    this.size = size;
    this.random = new SplittableRandom(seed);
    this.timeline = timeline;
  }

  /** Lets some time pass: often none, so that things coincide, and at most so much. */
  public void pass(Duration most) {
    if (random.nextInt(4) > 0) {
      fleet.time().pass(Duration.ofNanos((long) (most.toNanos() * Math.pow(random.nextDouble(), 2))));
    }
  }

  /** Injects one fault, or repairs one. */
  public void inject() {
    endProcessesThatLeft();
    String done = "";
    while (done.isEmpty()) {
      done = faults.get(random.nextInt(faults.size())).get();
    }
    timeline.accept(done);
  }

  /** Activates actors, each at a random member. */
  public void placeActors(int count) {
    for (int i = 1; i <= count; i++) {
      ActorId actor = ActorId.of("actor" + i);
      List<FleetMember> running = members(FleetMember::isRunning);
      running.get(random.nextInt(running.size())).driver().actors().activate(actor);
    }
    timeline.accept("place " + count + " actors");
  }

  /**
   * Kills some more, or nobody, and makes sure that so many processes run that were not asked to leave. These survive.
   */
  public void chooseSurvivors(int atLeast) {
    endProcessesThatLeft();
    if (random.nextBoolean()) {
      List<FleetMember> mayDie = shuffled(members(FaultInjector::survives));
      int spared = Math.min(mayDie.size(), atLeast + random.nextInt(Math.max(1, mayDie.size() - atLeast + 1)));
      List<FleetMember> dying = mayDie.subList(spared, mayDie.size());
      dying.forEach(FleetMember::crash);
      tell("crash", dying);
    }
    while (members(FaultInjector::survives).size() < atLeast) {
      timeline.accept(random.nextBoolean() || members(FaultInjector::isDead).isEmpty() ? startNew() : restartOne());
    }
  }

  /** Heals the network, the store and all machines. Nobody who is dead is started. */
  public void healAll() {
    endProcessesThatLeft();
    fleet.bringStoreBack();
    healLinks();
    members(FleetMember::isCut).forEach(FleetMember::heal);
    resumeAll();
    timeline.accept("all faults end; running " + nodes(members(FleetMember::isRunning)));
  }

  private static boolean survives(FleetMember member) {
    return member.isRunning() && !member.isAskedToLeave();
  }

  private static boolean isDead(FleetMember member) {
    return !member.isRunning();
  }

  /** Ends the processes that have left, as their applications would. */
  public void endProcessesThatLeft() {
    members(FleetMember::hasLeft).forEach(FleetMember::crash);
  }

  private String crashOne() {
    return each("crash", one(FleetMember::isRunning), FleetMember::crash);
  }

  private String crashSome() {
    return each("crash", some(FleetMember::isRunning), FleetMember::crash);
  }

  private String crashAll() {
    return each("crash", members(FleetMember::isRunning), FleetMember::crash);
  }

  private String restartOne() {
    return each("restart", atMost(room(), one(FaultInjector::isDead)), FleetMember::start);
  }

  private String restartSome() {
    return each("restart", atMost(room(), some(FaultInjector::isDead)), FleetMember::start);
  }

  private String replaceOne() {
    return room() > 0 ? startNew() : "";
  }

  private String replaceSome() {
    List<String> started = new ArrayList<>();
    for (int left = room() > 0 ? 1 + random.nextInt(room()) : 0; left > 0; left--) {
      started.add(startNew());
    }
    return String.join(", ", started);
  }

  private String startNew() {
    FleetMember member = fleet.add();
    member.start();
    return "start new " + member.node();
  }

  private int room() {
    return size - members(FleetMember::isRunning).size();
  }

  private String cutStoreOfOne() {
    return each("cut from the store", one(FleetMember::isRunning), FleetMember::cut);
  }

  private String cutStoreOfSome() {
    return each("cut from the store", some(FleetMember::isRunning), FleetMember::cut);
  }

  private String cutStoreOfAll() {
    return each("cut from the store", members(FleetMember::isRunning), FleetMember::cut);
  }

  private String endCuts() {
    List<FleetMember> cut = members(FleetMember::isCut);
    return each("give the store back to", random.nextBoolean() ? cut : some(FleetMember::isCut), FleetMember::heal);
  }

  private String beginOutage() {
    if (fleet.isStoreAway()) {
      return "";
    }
    fleet.takeStoreAway();
    return "the store is away";
  }

  private String endOutage() {
    if (!fleet.isStoreAway()) {
      return "";
    }
    fleet.bringStoreBack();
    return "the store is back";
  }

  private String cutLink() {
    FleetMember a = any();
    FleetMember b = any();
    fleet.partition(a, b);
    return a == b ? "" : "cut the link between " + a.node() + " and " + b.node();
  }

  private String split() {
    List<FleetMember> side = some(member -> true);
    for (FleetMember member : side) {
      fleet.members().stream().filter(other -> !side.contains(other))
          .forEach(other -> fleet.partition(member, other));
    }
    return "split " + nodes(side) + " from the others";
  }

  private String isolateOneWay() {
    FleetMember member = any();
    boolean in = random.nextBoolean();
    fleet.members().stream().filter(other -> other != member).forEach(other ->
        fleet.partitionOneWay(in ? other : member, in ? member : other));
    return in ? "nobody connects to " + member.node() : member.node() + " connects to nobody";
  }

  private String healLinks() {
    List<FleetMember> members = fleet.members();
    members.forEach(a -> members.forEach(b -> fleet.heal(a, b)));
    return "heal all links";
  }

  private String leave() {
    List<FleetMember> leaving = random.nextInt(4) > 0 ? one(FaultInjector::survives) : some(FaultInjector::survives);
    return each("leave", leaving, FleetMember::leave);
  }

  private String pauseSome() {
    return each("pause", some(m -> m.isRunning() && !m.isPaused() && !m.isSuspended()), FleetMember::pause);
  }

  private String suspendSome() {
    return each("suspend", some(m -> m.isRunning() && !m.isPaused() && !m.isSuspended()), FleetMember::suspend);
  }

  private String resumeAll() {
    return each("resume", members(m -> m.isPaused() || m.isSuspended()), m -> {
      if (m.isSuspended()) {
        m.wakeUp();
      } else {
        m.resume();
      }
    });
  }

  private String activate() {
    return each("activate an actor at", one(m -> m.isRunning() && !m.isPaused() && !m.isSuspended()), member ->
        member.driver().actors().activate(ActorId.of("more" + random.nextInt(size))));
  }

  private static String each(String what, List<FleetMember> members, Consumer<FleetMember> action) {
    if (members.isEmpty()) {
      return "";
    }
    members.forEach(action);
    return what + " " + nodes(members);
  }

  private void tell(String what, List<FleetMember> members) {
    if (!members.isEmpty()) {
      timeline.accept(what + " " + nodes(members));
    }
  }

  private FleetMember any() {
    return fleet.members().get(random.nextInt(fleet.members().size()));
  }

  private List<FleetMember> members(Predicate<FleetMember> which) {
    return fleet.members().stream().filter(which).toList();
  }

  private List<FleetMember> one(Predicate<FleetMember> which) {
    return atMost(1, shuffled(members(which)));
  }

  private List<FleetMember> some(Predicate<FleetMember> which) {
    List<FleetMember> all = shuffled(members(which));
    return all.isEmpty() ? all : atMost(1 + random.nextInt(all.size()), all);
  }

  private static List<FleetMember> atMost(int count, List<FleetMember> members) {
    return members.subList(0, Math.max(0, Math.min(count, members.size())));
  }

  private List<FleetMember> shuffled(List<FleetMember> members) {
    List<FleetMember> shuffled = new ArrayList<>(members);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      shuffled.set(j, shuffled.set(i, shuffled.get(j)));
    }
    return shuffled;
  }

  private static String nodes(List<FleetMember> members) {
    return members.stream().map(member -> member.node().value()).collect(Collectors.joining(" "));
  }
}
