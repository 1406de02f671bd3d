package dev.rollcall.conformance.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.MembershipConfig;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.schema.ActorKeys;
import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.Suspicion;
import dev.rollcall.runtime.Complaint.Code;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One damaged key harms what it is about, is complained of by name, and all is well again once it is mended. */
class DamageTest {
  private static final MembershipConfig CONFIG = MembershipConfig.DEFAULT;
  private static final MemberSettings SETTINGS = MemberSettings.of(CONFIG);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final ActorId LOST = ActorId.of("n3-actor1");
  private static final ActorId NEVER = ActorId.of("never");
  private static final int EACH = 4;

  private final List<String> heard = new ArrayList<>();
  private int begun;
  private final Fleet fleet = new Fleet(Fleet.newStore(), Counting::new, CONFIG, SETTINGS,
      (member, event, about) -> heard.add(member.node() + " " + event + " " + about), 1);
  private final FleetInvariants invariants = new FleetInvariants(fleet);
  private final ClusterHealth health = new ClusterHealth(fleet);

  /** What happens to a value. */
  enum Harm {
    GARBAGE(value -> Bytes.of((byte) 99, (byte) 1)),
    TRUNCATED(value -> value.slice(0, value.length() - 1)),
    OUT_OF_RANGE(Harm::outOfRange);

    private final Function<Bytes, Bytes> change;

    Harm(Function<Bytes, Bytes> change) {
      this.change = change;
    }

    /** All numbers are -1, and so is a state. */
    private static Bytes outOfRange(Bytes value) {
      byte[] bytes = value.toByteArray();
      boolean isCounter = bytes.length == Long.BYTES;
      Arrays.fill(bytes, isCounter ? 0 : 1, Math.min(bytes.length, isCounter ? Long.BYTES : 1 + Long.BYTES), (byte) 0xff);
      return Bytes.of(bytes);
    }
  }

  @BeforeEach
  void threeMembersRunActors() {
    fleet.probeNobody();
    for (int i = 1; i <= 3; i++) {
      fleet.add().start();
      fleet.time().pass(MINUTE);
      for (int actor = 0; actor < EACH; actor++) {
        n(i).driver().actors().activate(ActorId.of("n" + i + "-actor" + actor));
      }
    }
    fleet.time().pass(MINUTE);
    assertThat(health.lacks()).isEmpty();
    assertThat(n(1).isPrimary()).isTrue();
    heard.clear();
  }

  @AfterEach
  void allWasSafeAllTheTime() {
    assertThat(invariants.violations()).isEmpty();
  }

  private FleetMember n(int number) {
    return fleet.members().get(number - 1);
  }

  private ActorHost process(int number) {
    return new ActorHost(n(number).node(), n(number).process().incarnation());
  }

  private Bytes get(Bytes key) {
    try (Transaction transaction = fleet.store().begin()) {
      return transaction.get(key);
    }
  }

  /** Null removes the key. */
  private void put(Bytes key, Bytes value) {
    try (Transaction transaction = fleet.store().begin()) {
      if (value == null) {
        transaction.clear(key);
      } else {
        transaction.set(key, value);
      }
      transaction.commit();
    }
  }

  private void harm(Bytes key, Harm harm) {
    put(key, harm.change.apply(get(key)));
  }

  private int begunInAMinute() {
    begun = 0;
    fleet.time().pass(MINUTE);
    return begun;
  }

  private boolean complains(FleetMember member, Bytes key) {
    return member.isRunning() && member.driver().health().complaints().stream().anyMatch(complaint ->
        complaint.code() == Code.DAMAGED_KEY && complaint.text().contains("'" + Keys.describe(key) + "'"));
  }

  private boolean complains(Code code) {
    return fleet.members().stream().anyMatch(m -> m.isRunning() && m.driver().health().complainsOf(code));
  }

  /** Somebody complains of the key, each member that met it was told once, and nobody does much more than before. */
  private void isNamedAndBounded(Bytes key, int calm) {
    assertThat(begunInAMinute()).as("transactions").isLessThan(2 * calm + 60);
    assertThat(fleet.members()).anyMatch(member -> complains(member, key));
    for (FleetMember member : fleet.members()) {
      List<String> told = heard.stream().filter(event -> event.startsWith(member.node() + " damaged ")).toList();
      assertThat(told).hasSize(complains(member, key) ? 1 : 0)
          .allMatch(event -> event.endsWith(" " + Keys.describe(key)));
    }
  }

  private void allIsWellOnceItIs(Bytes key, Bytes value) {
    put(key, value);
    assertThat(fleet.passUntil(() -> health.lacks().isEmpty() && !complains(Code.DAMAGED_KEY)
        && !complains(Code.MIGRATION_STUCK), MINUTE)).as("well again: " + health.lacks() + fleet).isPresent();
  }

  static Stream<Arguments> ofTheCluster() {
    return damaged(
        key("node", 2, (keys, node) -> keys.node(node.node())),
        key("heartbeat", 2, (keys, node) -> keys.heartbeat(node.node())),
        key("primary", 3, (keys, node) -> keys.primary()),
        key("view number", 3, (keys, node) -> keys.viewNumber()));
  }

  private static Stream<Arguments> damaged(Arguments... keys) {
    return Stream.of(keys).flatMap(key -> Stream.of(Harm.values()).map(harm ->
        Arguments.of(Stream.concat(Stream.of(key.get()), Stream.of(harm)).toArray())));
  }

  /** A key of the node n3, and how many nodes keep their leases without it. */
  private static Arguments key(String name, int unharmed, BiFunction<Keys, ActorHost, Bytes> key) {
    return Arguments.of(name, unharmed, key);
  }

  @ParameterizedTest(name = "{0} {3}")
  @MethodSource("ofTheCluster")
  void theOthersKeepTheirLeasesAndTheirActors(
      String name, int unharmed, BiFunction<Keys, ActorHost, Bytes> of, Harm harm) {
    int calm = begunInAMinute();
    Bytes key = of.apply(fleet.keys(), process(3));
    Bytes sound = get(key);
    harm(key, harm);
    isNamedAndBounded(key, calm);
    for (int i = 1; i <= unharmed; i++) {
      assertThat(heard).doesNotContain("n" + i + " leaseLost ");
      assertThat(n(i).driver().actors().count()).isEqualTo(EACH);
      assertThat(n(i).process().lease().isLive(n(i).reading())).isTrue();
    }
    allIsWellOnceItIs(key, sound);
  }

  @Test
  void aDamagedVoteOnADeadNodeKeepsItFromNothing() {
    Bytes key = fleet.keys().suspicion(n(3).node(), n(1).node());
    n(3).crash();
    put(key, new Suspicion(1, new Heartbeat(1, 1)).encode().slice(0, 5));
    fleet.time().pass(MINUTE);
    assertThat(heard).contains("n1 damaged " + Keys.describe(key));
    assertThat(n(1).process().view().size()).isEqualTo(2);
    assertThat(get(key)).isNull();
    assertThat(fleet.passUntil(() -> !complains(Code.DAMAGED_KEY), MINUTE)).isPresent();
  }

  @Test
  void aDamagedVoteOnANodeThatLivesKeepsNothingWaiting() {
    int calm = begunInAMinute();
    Bytes key = fleet.keys().suspicion(n(3).node(), n(2).node());
    put(key, Bytes.of((byte) 99));
    isNamedAndBounded(key, calm);
    assertThat(heard).noneMatch(event -> event.contains("leaseLost"));
    n(1).crash();
    assertThat(fleet.passUntil(() -> fleet.primary().isPresent() && n(2).process().view().size() == 2, MINUTE))
        .isPresent();
    allIsWellOnceItIs(key, null);
  }

  @ParameterizedTest
  @EnumSource(Harm.class)
  void withoutAReadableOfficeNobodyIsElectedAndViewsGoOn(Harm harm) {
    Bytes key = fleet.keys().primary();
    Bytes sound = get(key);
    harm(key, harm);
    CompletableFuture<MembershipView> joined = fleet.add().start();
    assertThat(fleet.passUntil(() -> joined.isDone() && fleet.members().stream()
        .allMatch(member -> member.process().view().size() == 4), MINUTE)).isPresent();
    n(1).crash();
    fleet.time().pass(MINUTE);
    assertThat(fleet.primary()).isEmpty();
    assertThat(List.of(n(2), n(3), n(4))).allMatch(member -> complains(member, key))
        .allMatch(member -> member.process().lease().isLive(member.reading()));
    allIsWellOnceItIs(key, sound);
    assertThat(n(1).isRunning()).isFalse();
  }

  static Stream<Arguments> ofActors() {
    Stream<Arguments> changed = damaged(
        key("placement", EACH - 1, (keys, n3) -> keys.actors().placement(LOST)),
        key("counter", EACH, (keys, n3) -> keys.actors().host(n3)));
    Stream<Arguments> added = Stream.of(
        key("listed, never placed", EACH, (keys, n3) -> keys.actors().placed(n3, NEVER)),
        key("listed, placed at n2", EACH, (keys, n3) -> keys.actors().placed(n3, ActorId.of("n2-actor1"))),
        key("listed under no name", EACH, (keys, n3) -> keys.actors().placed(n3).begin().concat(Bytes.of((byte) 7))))
        .map(key -> Arguments.of(key.get()[0], key.get()[1], key.get()[2], null));
    return Stream.concat(changed, added);
  }

  @ParameterizedTest(name = "{0} {3}")
  @MethodSource("ofActors")
  void theOtherActorsOfAMemberThatDiesMove(
      String name, int moving, BiFunction<Keys, ActorHost, Bytes> of, Harm harm) {
    int calm = begunInAMinute();
    Bytes key = of.apply(fleet.keys(), process(3));
    Bytes sound = get(key);
    put(key, harm == null ? Bytes.EMPTY : harm.change.apply(sound));
    n(3).crash();
    assertThat(fleet.passUntil(() -> n(1).driver().actors().count() + n(2).driver().actors().count()
        == 2 * EACH + moving, MINUTE)).as("moved").isPresent();
    if (key.equals(fleet.keys().actors().host(new ActorHost(n(3).node(), 3)))) {
      // Its process is gone and nothing is placed there any more.
      assertThat(fleet.passUntil(() -> get(key) == null && !complains(Code.DAMAGED_KEY), MINUTE)).isPresent();
      assertThat(heard).contains("n1 damaged " + Keys.describe(key));
    } else {
      isNamedAndBounded(key, calm);
    }
    allIsWellOnceItIs(key, key.equals(fleet.keys().actors().placement(LOST)) ? sound : null);
  }

  @Test
  void aStrayArrivalIsLeftAloneAndOthersAreActivated() {
    Bytes key = fleet.keys().actors().arrival(process(1), ActorId.of("n2-actor0"));
    put(key, Bytes.EMPTY);
    int calm = begunInAMinute();
    isNamedAndBounded(key, calm);
    n(3).crash();
    assertThat(fleet.passUntil(fleet::arePlacedActorsRunning, MINUTE)).isPresent();
    fleet.time().pass(SETTINGS.drainTimeout().plus(CONFIG.leaseDuration().multipliedBy(2)));
    assertThat(n(1).driver().health().complaints()).anyMatch(complaint ->
        complaint.code() == Code.MIGRATION_STUCK && complaint.text().contains("n2-actor0"));
    allIsWellOnceItIs(key, null);
  }

  @Test
  void moreStrayArrivalsThanAreReadAtOnceKeepNoneBehindThemWaiting() {
    ActorKeys keys = fleet.keys().actors();
    for (int i = 0; i < 300; i++) {
      ActorId actor = ActorId.of("a" + i);
      put(keys.arrival(process(1), actor), Bytes.EMPTY);
      put(keys.placement(actor), Bytes.of((byte) 99));
    }
    n(3).crash();
    assertThat(fleet.passUntil(() -> n(1).driver().actors().count() == EACH + EACH / 2, MINUTE)).isPresent();
  }

  @Test
  void moreDamagedPlacementsThanMoveAtOnceKeepNoneBehindThemWaiting() {
    ActorKeys keys = fleet.keys().actors();
    for (int i = 0; i < 300; i++) {
      ActorId actor = ActorId.of("a" + i);
      put(keys.placed(process(3), actor), Bytes.EMPTY);
      put(keys.placement(actor), Bytes.of((byte) 99));
    }
    n(3).crash();
    assertThat(fleet.passUntil(() -> n(1).driver().actors().count() + n(2).driver().actors().count() == 3 * EACH,
        MINUTE)).isPresent();
    assertThat(n(1).driver().health().complaints()).filteredOn(c -> c.code() == Code.DAMAGED_KEY).hasSize(17);
  }

  @Test
  void actorsThatNobodyMovesAreComplainedOfByThePrimary() {
    harm(fleet.keys().actors().placement(LOST), Harm.TRUNCATED);
    n(3).crash();
    fleet.time().pass(MINUTE);
    assertThat(complains(Code.MIGRATION_STUCK)).isFalse();
    fleet.time().pass(SETTINGS.drainTimeout().plus(CONFIG.leaseDuration().multipliedBy(2)));
    assertThat(n(1).driver().health().complaints()).anyMatch(complaint ->
        complaint.code() == Code.MIGRATION_STUCK && complaint.text().contains(LOST.value()));
  }

  static Stream<Arguments> readByAJoin() {
    return damaged(
        key("node", 0, (keys, n3) -> keys.node(n3.node())),
        key("view number", 0, (keys, n3) -> keys.viewNumber()),
        key("format", 0, (keys, n3) -> keys.format()),
        key("incarnation", 0, (keys, n3) -> keys.incarnation()));
  }

  @ParameterizedTest(name = "{0} {3}")
  @MethodSource("readByAJoin")
  void aJoinThatCannotReadAKeyFailsWithItsNameAndLeavesNothingBehind(
      String name, int ignored, BiFunction<Keys, ActorHost, Bytes> of, Harm harm) {
    Bytes key = of.apply(fleet.keys(), process(3));
    Bytes sound = get(key);
    harm(key, harm);
    FleetMember fourth = fleet.add();
    CompletableFuture<MembershipView> joined = fourth.start();
    assertThat(fleet.passUntil(joined::isDone, CONFIG.leaseDuration())).isPresent();
    assertThatThrownBy(joined::join).hasCauseInstanceOf(DamagedValueException.class)
        .hasMessageContaining("'" + Keys.describe(key) + "'");
    fleet.time().pass(CONFIG.leaseDuration());
    assertThat(fourth.driver().state()).isEqualTo(NodeState.LEFT);
    assertThat(get(fleet.keys().node(fourth.node()))).isNull();
    put(key, sound);
    CompletableFuture<MembershipView> again = fourth.rejoin();
    assertThat(fleet.passUntil(again::isDone, MINUTE)).isPresent();
    assertThat(again.join().size()).isEqualTo(4);
    allIsWellOnceItIs(key, get(key));
  }

  @ParameterizedTest
  @EnumSource(Harm.class)
  void whoCannotReadHowManyActorsItHasLeavesInTheEnd(Harm harm) {
    harm(fleet.keys().actors().host(process(3)), harm);
    CompletableFuture<Void> left = n(3).leave();
    assertThat(fleet.passUntil(left::isDone, SETTINGS.drainTimeout().plus(MINUTE))).isPresent();
    assertThat(fleet.passUntil(() -> n(1).driver().actors().count() + n(2).driver().actors().count() == 3 * EACH,
        MINUTE)).isPresent();
  }

  private final class Counting implements Store {
    private final Store store;

    Counting(Store store) {
      this.store = store;
    }

    @Override
    public Transaction begin() {
      begun++;
      return store.begin();
    }

    @Override
    public void close() {}
  }
}
