package dev.rollcall.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.conformance.simulate.Fleet;
import dev.rollcall.conformance.simulate.FleetListener;
import dev.rollcall.conformance.simulate.FleetMember;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.PlacementRecord;
import dev.rollcall.protocol.schema.PrimaryRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/operating.md says to do about damaged data makes a cluster whole again. */
class MendingTest {
  private static final long UNUSED = 1L << 40;
  private static final Bytes JUNK = Bytes.of((byte) 9);
  private static final ActorId CART = ActorId.of("cart");
  private static final ActorHost AT_N2 = new ActorHost(NodeId.of("n2"), 2);

  private final World world = new World();
  private final Keys keys = new Keys(Fleet.CLUSTER);
  private final Fleet fleet = new Fleet(world.store, MembershipConfig.DEFAULT,
      MemberSettings.of(MembershipConfig.DEFAULT), FleetListener.SILENT, 1);

  @BeforeEach
  void threeMembersJoinAndTheSecondRunsAnActor() {
    for (int i = 0; i < 3; i++) {
      fleet.add().start();
      pass();
    }
    n(2).driver().actors().activate(CART);
    assertThat(world.store.snapshot().get(keys.actors().placed(AT_N2, CART))).isNotNull();
    mustBecomeWhole();
  }

  private FleetMember n(int number) {
    return fleet.members().get(number - 1);
  }

  private void pass() {
    fleet.time().pass(Duration.ofMinutes(1));
  }

  /** The key is damaged, noticed by members or not, and named by the doctor. */
  private void damage(Bytes key, Bytes value) {
    put(key, value);
    pass();
    CommandRun run = world.run("doctor", "--cluster", Fleet.CLUSTER);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("  " + Keys.describe(key) + "\n");
  }

  private void put(Bytes key, Bytes value) {
    try (Transaction transaction = world.store.begin()) {
      if (value == null) {
        transaction.clear(key);
      } else {
        transaction.set(key, value);
      }
      transaction.commit();
    }
  }

  private static Bytes number(long number) {
    return Bytes.of((byte) 1).concat(Bytes.bigEndian(number));
  }

  /** Writes while no process runs. */
  private void mendStopped(Bytes key, Bytes value) {
    List<FleetMember> stopped = fleet.members().stream().filter(FleetMember::isRunning).toList();
    stopped.forEach(FleetMember::crash);
    put(key, value);
    stopped.forEach(FleetMember::start);
    mustBecomeWhole();
  }

  private int doctorRemoves() {
    return world.run("doctor", "--cluster", Fleet.CLUSTER, "--remove", "--yes").exit();
  }

  private void mustBecomeWhole() {
    assertThat(fleet.passUntil(this::isWhole, Duration.ofMinutes(5))).as("%s", fleet).isPresent();
    CommandRun run = world.run("doctor", "--cluster", Fleet.CLUSTER);
    assertThat(run.exit()).as(run.out()).isZero();
  }

  private boolean isWhole() {
    List<FleetMember> running = fleet.members().stream().filter(FleetMember::isRunning).toList();
    return fleet.primary().isPresent() && fleet.arePlacedActorsRunning() && running.stream().allMatch(
        member -> member.driver().state() == NodeState.ACTIVE && member.process().view().size() == running.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aRecord(int node) {
    damage(keys.node(n(node).node()), JUNK);
    mendStopped(keys.node(n(node).node()), null);
  }

  @Test
  void theHeartbeatOfANodeThatLives() {
    damage(keys.heartbeat(AT_N2.node()), JUNK);
    put(keys.heartbeat(AT_N2.node()), heartbeat());
    mustBecomeWhole();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theHeartbeatOfANodeThatIsGone(boolean isMissing) {
    n(2).crash();
    damage(keys.heartbeat(AT_N2.node()), isMissing ? null : JUNK);
    put(keys.heartbeat(AT_N2.node()), heartbeat());
    mustBecomeWhole();
  }

  private Bytes heartbeat() {
    return new Heartbeat(
        new Registry(world.store.snapshot(), keys).record(AT_N2.node()).incarnation(), UNUSED).encode();
  }

  @Test
  void thePrimary() {
    damage(keys.primary(), new PrimaryRecord(-1, Optional.empty()).encode());
    mendStopped(keys.primary(), new PrimaryRecord(UNUSED, Optional.empty()).encode());
    assertThat(new Registry(world.store.snapshot(), keys).primary().term()).isGreaterThan(UNUSED);
  }

  @Test
  void aPrimaryThatIsNotActive() {
    damage(keys.primary(),
        new PrimaryRecord(UNUSED, Optional.of(new PrimaryRecord.Holder(NodeId.of("n4"), 1, 0))).encode());
    mendStopped(keys.primary(), new PrimaryRecord(UNUSED + 1, Optional.empty()).encode());
  }

  @Test
  void theViewNumber() {
    damage(keys.viewNumber(), number(-1));
    mendStopped(keys.viewNumber(), number(UNUSED));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1})
  void theCounterOfIncarnations(long damaged) {
    put(keys.incarnation(), number(damaged));
    assertThat(world.run("doctor", "--cluster", Fleet.CLUSTER).exit()).isEqualTo(1);
    mendStopped(keys.incarnation(), number(UNUSED));
  }

  @Test
  void theFormat() {
    damage(keys.format(), number(0));
    FleetMember n4 = fleet.add();
    n4.start();
    pass();
    put(keys.format(), number(1));
    n4.crash();
    n4.start();
    mustBecomeWhole();
  }

  @Test
  void aFormatThatIsMissing() {
    damage(keys.format(), null);
    fleet.add().start();
    mustBecomeWhole();
  }

  @Test
  void aPlacement() {
    damage(keys.actors().placement(CART), JUNK);
    n(2).crash();
    put(keys.actors().placement(CART), new PlacementRecord(UNUSED, Optional.empty()).encode());
    pass();
    assertThat(doctorRemoves()).as("the process's counter is not right any more").isEqualTo(1);
    assertThat(doctorRemoves()).isZero();
    n(1).driver().actors().activate(CART);
    mustBecomeWhole();
    assertThat(n(1).driver().actors().runs(CART)).isTrue();
  }

  @Test
  void anActorThatTheIndexLacks() {
    damage(keys.actors().placed(AT_N2, CART), null);
    put(keys.actors().placed(AT_N2, CART), Bytes.EMPTY);
    n(2).crash();
    mustBecomeWhole();
  }

  @Test
  void aCounterOfAProcessThatRuns() {
    damage(keys.actors().host(AT_N2), Bytes.littleEndian(5));
    n(2).crash();
    n(2).start();
    pass();
    assertThat(doctorRemoves()).isZero();
    mustBecomeWhole();
  }

  @Test
  void aCounterOfAProcessThatIsGone() {
    n(2).crash();
    damage(keys.actors().host(AT_N2), null);
    put(keys.actors().host(AT_N2), Bytes.littleEndian(1));
    mustBecomeWhole();
  }
}
