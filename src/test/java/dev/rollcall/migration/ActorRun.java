package dev.rollcall.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.protocol.ClockReading;
import dev.rollcall.protocol.DetectFailure;
import dev.rollcall.protocol.ElectPrimary;
import dev.rollcall.protocol.MarkNodeFailed;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.NodeJoin;
import dev.rollcall.protocol.NodeJoinComplete;
import dev.rollcall.protocol.NodeLeave;
import dev.rollcall.protocol.NodeLeaveComplete;
import dev.rollcall.protocol.NodeRecover;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.SendHeartbeat;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.TakeOver;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.memory.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** A cluster in which anything happens that may, each step checked against the history. */
final class ActorRun {
  private static final List<ActorId> ACTORS =
      IntStream.range(0, 6).mapToObj(i -> ActorId.of("actor" + i)).toList();
  private static final List<String> NODES = List.of("n1", "n2", "n3", "n4");
  private static final int MOST_PROCESSES = 6;
  private static final List<Fault> FAULTS = List.of(Fault.CONFLICT, Fault.UNKNOWN_COMMITTED,
      Fault.UNKNOWN_COMMITTED, Fault.UNKNOWN_NOT_COMMITTED, Fault.unavailableAt(0), Fault.unavailableAt(3));

  /** The actions as they are, or altered to see whether anybody notices. */
  record Actions(ActivateActor activate, DeactivateActor deactivate, MigrateActors migrate) {
    static final Actions STANDARD = new Actions(new ActivateActor(), new DeactivateActor(), new MigrateActors());
  }

  private final Random random;
  private final Actions actions;
  private final ActorCluster cluster = new ActorCluster();
  private final List<Host> hosts = new ArrayList<>();
  private final Set<Host> silent = new HashSet<>();
  private final ActorHistory history;
  private long moved;
  private int unknown;

  ActorRun(long seed) {
    this(seed, Actions.STANDARD);
  }

  ActorRun(long seed, Actions actions) {
    this.random = new Random(seed);
    this.actions = actions;
    NODES.forEach(node -> hosts.add(cluster.member(node)));
    this.history = new ActorHistory(cluster, ACTORS);
  }

  long moved() {
    return moved;
  }

  int unknown() {
    return unknown;
  }

  private Host anyHost() {
    return hosts.get(random.nextInt(hosts.size()));
  }

  private ActorId anyActor() {
    return ACTORS.get(random.nextInt(ACTORS.size()));
  }

  private Host meetingAnything(Host host) {
    return random.nextInt(4) > 0 ? host : host.meeting(FAULTS.get(random.nextInt(FAULTS.size())));
  }

  /** Now and then a process pauses after it has looked at its clock: so it goes on with a lease that is over. */
  private NodeContext maybePaused(Host host) {
    NodeContext c = host.process.context;
    if (random.nextInt(4) > 0) {
      return c;
    }
    ClockReading atHeartbeat = host.process.state.lease().since();
    return new NodeContext(c.self(), c.address(), c.keys(), c.store(), atHeartbeat::nanos,
        () -> Instant.ofEpochMilli(atHeartbeat.wallMillis()), c.reachability(), c.config(), c.tokens(), c.journal());
  }

  private void check(String step, Host by, ActorOutcome outcome) {
    unknown += outcome instanceof ActorOutcome.OutcomeUnknown ? 1 : 0;
    check(step, by);
  }

  private void check(String step, Host by) {
    by.meeting(Fault.NONE);
    history.check(step, by, hosts);
  }

  void step() {
    Host host = anyHost();
    switch (random.nextInt(14)) {
      case 0, 1 -> activates(meetingAnything(host), anyActor());
      case 2 -> check("DeactivateActor", host, meetingAnything(host).hosted.deactivate(
          actions.deactivate(), maybePaused(host), host.process.state, anyActor()));
      case 3, 4 -> migrates(meetingAnything(host));
      case 5 -> check("MigrateActors", host, actions.migrate().perform(
          maybePaused(meetingAnything(host)), host.process.state, Map.of(anyActor(), anyHost().id)));
      case 6, 7, 8 -> passes();
      case 9 -> failsWhoIsSilent(host);
      case 10 -> tries(host, new ElectPrimary());
      case 11 -> leavesOrGoes(host);
      case 12 -> crashes(host);
      default -> joins(host);
    }
  }

  private boolean tries(Host host, ProtocolAction action) {
    boolean performed = host.process.tries(action) instanceof StepOutcome.Performed;
    if (performed && host.process.state.incarnation() != host.hosted.host().incarnation()) {
      host.hosted = new HostedActors(host.place());
    }
    check(action.name(), host);
    return performed;
  }

  private void activates(Host host, ActorId actor) {
    check("ActivateActor", host,
        host.hosted.activate(actions.activate(), maybePaused(host), host.process.state, actor));
  }

  private void migrates(Host host) {
    try {
      moved += Migration.step(
          new MigrationQueue(maybePaused(host), actions.migrate(), 1 + random.nextInt(4)), host.process.state).moved();
    } catch (StoreUnavailableException e) {
      // Then nothing was planned.
    }
    check("MigrateActors", host);
  }

  /** Most processes are heard, some are silent for a while; all look. */
  private void passes() {
    Host host = anyHost();
    if (random.nextInt(3) == 0 && !silent.remove(host) && silent.size() < 2) {
      silent.add(host);
    }
    cluster.cluster.passes(Duration.ofSeconds(3 + random.nextInt(4)));
    hosts.stream().filter(other -> !silent.contains(other)).forEach(other -> tries(other, new SendHeartbeat()));
    hosts.forEach(other -> other.process.looks());
  }

  private void failsWhoIsSilent(Host by) {
    for (Host other : hosts) {
      if (!other.id.equals(by.id) && by.process.tries(new DetectFailure(), other.process) instanceof StepOutcome.Performed) {
        by.process.tries(new MarkNodeFailed(), other.process);
        check("MarkNodeFailed", by);
      }
    }
  }

  private void leavesOrGoes(Host host) {
    if (mayGo(host) && tries(host, new NodeLeaveComplete())) {
      return;
    }
    if (random.nextInt(3) == 0) {
      host.hosted.pause();
      if (tries(host, new NodeLeave())) {
        host.hosted.end();
      } else {
        host.hosted.resume();
      }
    }
  }

  /** It has drained, or no Active node is left to drain to: its actors are due when one comes. */
  private boolean mayGo(Host host) {
    return cluster.placements().load(host.place()) == 0 || !cluster.cluster.registry().hasActive();
  }

  /** The process dies, or it does not and another of its node is started all the same. */
  private void crashes(Host host) {
    int which = random.nextInt(6);
    if (which > 1) {
      return;
    }
    Host restarted = new Host(cluster, cluster.cluster.process(host.id.value()));
    if (which == 0 || hosts.size() == MOST_PROCESSES) {
      hosts.set(hosts.indexOf(host), restarted);
    } else {
      hosts.add(restarted);
    }
    check("NodeCrash", host);
  }

  private void joins(Host host) {
    if (!host.process.state.isRunning()) {
      tries(host, new TakeOver());
    }
    tries(host, new NodeRecover());
    if (!host.process.state.isRunning()) {
      tries(host, new NodeJoin());
    }
    if (random.nextBoolean()) {
      tries(host, new NodeJoinComplete());
    }
  }

  /** From now on everybody does what a process should: then actors that are placed end up running. */
  void heals() {
    for (int round = 0; round < 30; round++) {
      cluster.cluster.passes(Duration.ofSeconds(5));
      hosts.forEach(host -> tries(host, new SendHeartbeat()));
      hosts.forEach(host -> host.process.looks());
      hosts.forEach(this::joins);
      hosts.forEach(this::failsWhoIsSilent);
      hosts.forEach(host -> tries(host, new ElectPrimary()));
      hosts.forEach(this::migrates);
      hosts.forEach(host -> cluster.placements().placedAt(host.place(), null, 0)
          .forEach(actor -> activates(host, actor)));
      hosts.stream().filter(this::mayGo).forEach(host -> tries(host, new NodeLeaveComplete()));
    }
    for (ActorId actor : ACTORS) {
      assertThat(cluster.placement(actor).isVacant() || hosts.stream().anyMatch(host -> host.runs(actor)))
          .as("%s, placed %s, runs in the end", actor, cluster.placement(actor)).isTrue();
    }
    for (NodeId node : cluster.placements().loads().keySet().stream().map(host -> host.node()).toList()) {
      assertThat(hosts).anyMatch(host -> host.id.equals(node));
    }
  }
}
