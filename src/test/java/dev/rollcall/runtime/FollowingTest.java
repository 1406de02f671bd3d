package dev.rollcall.runtime;

import dev.rollcall.NodeState;
import dev.rollcall.protocol.schema.Registry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A member that never looks unless it is told to misses no change all the same. */
@Timeout(180)
class FollowingTest {
  private static final MemberSettings ONLY_WHEN_TOLD =
      MemberSettings.of(TestCluster.CONFIG).withRefreshInterval(Duration.ofDays(1));

  private final TestCluster cluster = new TestCluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void aChangeThatComesRightWhenItHasLookedIsSeen() throws Exception {
    TestMember n1 = cluster.start("n1", builder -> builder.settings(ONLY_WHEN_TOLD));
    TestMember n2 = cluster.start("n2");
    AtomicBoolean watches = new AtomicBoolean();
    AtomicBoolean changed = new AtomicBoolean();
    n1.way().onCall(call -> {
      if (call.name().equals("watch")) {
        watches.set(true);
      } else if (call.name().equals("close") && watches.get() && !changed.getAndSet(true)) {
        n2.member().join();
        n2.awaitIn(2);
      }
    });
    n1.member().join();
    n1.awaitIn(2);
    n1.heard().await("joined n2");
  }

  private boolean isBehind(TestMember member) {
    return cluster.<Long>read(Registry::viewNumber) > member.member().view().number();
  }

  @Test
  void aViewThatCouldNotBeReadIsReadSoonThoughNoWatchTellsOfIt() throws Exception {
    TestMember n1 = cluster.start("n1", builder -> builder.settings(ONLY_WHEN_TOLD));
    Await.result(n1.member().join());
    AtomicBoolean looked = new AtomicBoolean();
    AtomicBoolean missed = new AtomicBoolean();
    n1.way().onCall(call -> {
      if (call.name().equals("watch")) {
        looked.set(true);
      } else if (call.name().equals(WayToStore.BEGIN) && looked.getAndSet(false) && isBehind(n1)
          && !missed.getAndSet(true)) {
        n1.way().cut();
      }
    });
    TestMember n2 = cluster.start("n2");
    n2.member().join();
    Await.until("the view could not be read", missed::get);
    n1.way().heal();
    n1.awaitIn(2);
    Await.until("both are members", () -> n2.member().state() == NodeState.ACTIVE);
  }
}
