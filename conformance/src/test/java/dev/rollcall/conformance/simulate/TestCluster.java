package dev.rollcall.conformance.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorId;
import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.runtime.MemberMetrics;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** A fleet in virtual time whose members have joined, and what tests about recovery ask of it. */
final class TestCluster {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  final MembershipConfig config;
  final MemberSettings settings;
  final Fleet fleet;
  final FleetInvariants invariants;
  final Map<String, Integer> steps = new TreeMap<>();
  private final ClusterHealth health;

  private TestCluster(MembershipConfig config, MemberSettings settings, boolean probing, long seed) {
    this.config = config;
    this.settings = settings;
    this.fleet = new Fleet(new MemoryStore(), config, settings, FleetListener.SILENT, seed);
    this.invariants = new FleetInvariants(fleet);
    this.health = new ClusterHealth(fleet);
    if (!probing) {
      fleet.probeNobody();
    }
    fleet.measure(new MemberMetrics() {
      @Override
      public void step(String action, String result, Duration took) {
        steps.merge(action, 1, Integer::sum);
      }
    });
  }

  static TestCluster of(MembershipConfig config, MemberSettings settings, boolean probing, long seed) {
    return new TestCluster(config, settings, probing, seed);
  }

  /** Members that have joined, and have been well for a while. */
  static TestCluster of(int nodes, boolean probing, MembershipConfig config, long seed) {
    TestCluster cluster = of(config, MemberSettings.of(config), probing, seed);
    for (int i = 0; i < nodes; i++) {
      cluster.fleet.add().start();
    }
    cluster.mustBecomeWhole();
    cluster.pass(MINUTE);
    return cluster;
  }

  static TestCluster of(int nodes, boolean probing) {
    return of(nodes, probing, MembershipConfig.DEFAULT, 1);
  }

  FleetMember node(int number) {
    return fleet.members().get(number - 1);
  }

  FleetMember primary() {
    return fleet.primary().orElseThrow();
  }

  /** Some member that is not primary. */
  FleetMember other() {
    return fleet.members().stream().filter(m -> m.isRunning() && !m.isPrimary()).findFirst().orElseThrow();
  }

  List<FleetMember> members() {
    return List.copyOf(fleet.members());
  }

  void pass(Duration time) {
    fleet.time().pass(time);
  }

  Duration looks(int count) {
    return settings.lookInterval().multipliedBy(count);
  }

  /** So many failure timeouts, and so many looks. */
  Duration timeouts(int timeouts, int looks) {
    return config.failureTimeout().multipliedBy(timeouts).plus(looks(looks));
  }

  boolean isWhole() {
    return health.lacks().isEmpty();
  }

  void mustBecomeWhole() {
    mustCome("the cluster is whole", this::isWhole, timeouts(4, 0));
  }

  /** Lets time pass until it holds, which must be in time. */
  Duration mustCome(String what, BooleanSupplier holds, Duration within) {
    return fleet.passUntil(holds, within).orElseThrow(() -> new AssertionError(
        "within " + within + " it did not come to be that " + what + "; it lacks " + health.lacks() + "; " + fleet));
  }

  boolean isMember(FleetMember member) {
    return member.isRunning() && member.driver().state() == NodeState.ACTIVE && member.process().view().contains(
        member.node());
  }

  void placeActors(FleetMember at, int count) {
    IntStream.range(0, count).mapToObj(i -> ActorId.of(at.node() + "-actor" + i))
        .forEach(actor -> at.driver().actors().activate(actor));
  }

  boolean allActorsRun() {
    return fleet.arePlacedActorsRunning();
  }

  /** The node kills its process for good, and the others have time to fail it. */
  void dieOneByOne(List<FleetMember> members) {
    for (FleetMember member : members) {
      member.crash();
      pass(MINUTE);
    }
  }

  NodeState state(NodeId node) {
    try (Transaction transaction = fleet.store().begin()) {
      return new Registry(transaction.snapshot(), fleet.keys()).state(node);
    }
  }

  void mustHaveBeenSafe() {
    assertThat(invariants.violations()).isEmpty();
  }
}
