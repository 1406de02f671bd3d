package dev.rollcall.protocol.fdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.protocol.NodeJoin;
import dev.rollcall.protocol.NodeJoinComplete;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.SendHeartbeat;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.fdb.FdbCluster;
import dev.rollcall.store.fdb.FdbStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Heartbeats of many nodes at once do not get in each other's way. */
@FdbCluster.Needed
@Timeout(120)
class FdbHeartbeatsTest {
  private static final int NODES = 64;
  private static final int HEARTBEATS = 30;

  private final Keys keys = new Keys("test");

  private static void does(Member member, ProtocolAction action) {
    assertThat(member.tries(action, null)).as("%s by %s", action.name(), member.id)
        .isInstanceOf(StepOutcome.Performed.class);
  }

  @Test
  void noneOfThemConflicts() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(NODES);
    try (Store store = FdbStore.open(FdbCluster.freshPlace())) {
      List<Member> members = new ArrayList<>();
      for (int i = 0; i < NODES; i++) {
        Member member = new Member("n" + i, store, keys, MembershipConfig.DEFAULT, System::nanoTime, line -> {});
        does(member, new NodeJoin());
        if (i > 0) {
          does(member, new NodeJoinComplete());
        }
        members.add(member);
      }
      List<Future<?>> beating = new ArrayList<>();
      for (Member member : members) {
        beating.add(executor.submit(() -> {
          for (int i = 0; i < HEARTBEATS; i++) {
            does(member, new SendHeartbeat());
          }
        }));
      }
      for (Future<?> each : beating) {
        each.get(60, TimeUnit.SECONDS);
      }
      try (Transaction transaction = store.begin()) {
        assertThat(new Registry(transaction, keys).heartbeats().values()).hasSize(NODES)
            .allSatisfy(heartbeat -> assertThat(heartbeat.counter()).isGreaterThan(HEARTBEATS));
      }
    } finally {
      executor.shutdownNow();
    }
  }
}
