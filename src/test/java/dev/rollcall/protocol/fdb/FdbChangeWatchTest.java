package dev.rollcall.protocol.fdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.protocol.ChangeWatch;
import dev.rollcall.protocol.NodeJoin;
import dev.rollcall.protocol.NodeJoinComplete;
import dev.rollcall.protocol.NodeLeave;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.SendHeartbeat;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Store;
import dev.rollcall.store.fdb.FdbCluster;
import dev.rollcall.store.fdb.FdbStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A live cluster tells of new views and primaries. */
@FdbCluster.Needed
@Timeout(60)
class FdbChangeWatchTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Keys keys = new Keys("test");
  private final Store store = FdbStore.open(FdbCluster.freshPlace());
  private final Member n1 = member("n1");
  private final Member n2 = member("n2");

  @AfterEach
  void close() {
    store.close();
  }

  private Member member(String id) {
    return new Member(id, store, keys, MembershipConfig.DEFAULT, System::nanoTime, line -> {});
  }

  private static void does(Member member, ProtocolAction action) {
    assertThat(member.tries(action, null)).as("%s by %s", action.name(), member.id)
        .isInstanceOf(StepOutcome.Performed.class);
  }

  @Test
  void itTellsLongBeforeOneWouldLookAgain() throws Exception {
    does(n1, new NodeJoin());
    try (ChangeWatch watch = new ChangeWatch(n1.context)) {
      ChangeWatch.Seen seen = watch.look();
      assertThat(seen.viewNumber()).isEqualTo(1);
      does(n1, new SendHeartbeat());
      does(n2, new NodeJoin());
      does(n2, new NodeJoinComplete());
      seen.mayHaveChanged().get(LONG.toSeconds(), TimeUnit.SECONDS);
      assertThat(watch.next(LONG).viewNumber()).isEqualTo(2);
      does(n1, new NodeLeave());
      assertThat(watch.next(LONG).primary().holder()).isEmpty();
    }
  }

  @Test
  void whatIsNoLongerWatchedIsNotTold() {
    does(n1, new NodeJoin());
    ChangeWatch watch = new ChangeWatch(n1.context);
    for (int i = 0; i < 200; i++) {
      watch.look();
    }
    CompletableFuture<Void> last = watch.look().mayHaveChanged();
    assertThat(last).isNotDone();
    watch.close();
    assertThat(last).isDone();
  }
}
