package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.migration.ActorOutcome;
import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.UnsupportedFormatException;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.StoreFixture;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the store holds cannot be read, or is of a newer release. */
@Timeout(180)
class BadDataTest {
  private static final Bytes GARBAGE = Bytes.of((byte) 99, (byte) 1);

  private final TestCluster cluster = new TestCluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private void put(Bytes key, Bytes value) {
    StoreFixture.commit(cluster.store(), transaction -> transaction.set(key, value));
  }

  @Test
  void joiningDataOfANewerReleaseFailsWithItsType() throws Exception {
    Bytes newer = Bytes.of((byte) 1).concat(Bytes.bigEndian(2));
    put(cluster.keys().format(), newer);
    TestMember n1 = cluster.start("n1");
    assertThatThrownBy(() -> Await.result(n1.member().join())).hasCauseInstanceOf(UnsupportedFormatException.class);
    assertThat(n1.member().state()).isEqualTo(NodeState.LEFT);
    assertThat(n1.member().health().storeReachable()).isTrue();
    put(cluster.keys().format(), Bytes.of((byte) 1).concat(Bytes.bigEndian(1)));
    assertThat(Await.result(n1.member().join()).size()).isEqualTo(1);
  }

  @Test
  void joiningWhereARecordIsDamagedFailsWithItsTypeAndKey() {
    put(cluster.keys().node(NodeId.of("n2")), GARBAGE);
    TestMember n1 = cluster.start("n1");
    assertThatThrownBy(() -> Await.result(n1.member().join())).hasCauseInstanceOf(DamagedValueException.class)
        .hasMessageContaining("n2");
    TestMember n2 = cluster.start("n2");
    assertThatThrownBy(() -> Await.result(n2.member().join())).hasCauseInstanceOf(DamagedValueException.class);
  }

  @Test
  void anActorWhosePlacementIsDamagedIsNotActivatedAndNotTriedAgain() throws Exception {
    TestMember n1 = cluster.joined(1).get(0);
    ActorId actor = ActorId.of("a");
    put(cluster.keys().actors().placement(actor), GARBAGE);
    assertThatThrownBy(() -> Await.result(n1.member().actors().activate(actor)))
        .hasCauseInstanceOf(DamagedValueException.class);
    StoreFixture.commit(cluster.store(), transaction -> transaction.clear(cluster.keys().actors().placement(actor)));
    cluster.awaitHeartbeats("n1", 4);
    assertThat(n1.member().actors().runs(actor)).isFalse();
    assertThat(Await.result(n1.member().actors().activate(actor))).isInstanceOf(ActorOutcome.Performed.class);
  }

  @Test
  void aHeartbeatThatIsDamagedKeepsWhoWatchesItFromNothingElse() throws Exception {
    List<TestMember> members = cluster.joined(3);
    members.get(2).member().close();
    put(cluster.keys().heartbeat(NodeId.of("n3")), GARBAGE);
    cluster.awaitHeartbeats("n1", 8);
    cluster.awaitHeartbeats("n2", 8);
    Await.result(members.get(0).member().leave());
    cluster.awaitPrimaryAmong(members.subList(1, 2));
  }
}
