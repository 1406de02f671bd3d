package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.Fault;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChangeWatchTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final TestCluster cluster = new TestCluster();
  private final TestProcess n1 = cluster.member("n1");
  private final TestProcess n2 = cluster.process("n2");

  @Test
  void aNewViewIsTold() throws Exception {
    try (ChangeWatch watch = new ChangeWatch(n1.context)) {
      ChangeWatch.Seen seen = watch.look();
      assertThat(seen.viewNumber()).isEqualTo(1);
      assertThat(seen.mayHaveChanged()).isNotDone();
      n2.does(new NodeJoin());
      n2.does(new NodeJoinComplete());
      assertThat(seen.mayHaveChanged()).isDone();
      assertThat(watch.next(LONG).viewNumber()).isEqualTo(2);
    }
  }

  @Test
  void aNewPrimaryIsTold() throws Exception {
    try (ChangeWatch watch = new ChangeWatch(n1.context)) {
      assertThat(watch.look().primary().isHeldBy(n1.id)).isTrue();
      n1.does(new NodeLeave());
      ChangeWatch.Seen vacant = watch.next(LONG);
      assertThat(vacant.primary().holder()).isEmpty();
      assertThat(vacant.mayHaveChanged()).isNotDone();
    }
  }

  @Test
  void heartbeatsAreNotTold() {
    try (ChangeWatch watch = new ChangeWatch(n1.context)) {
      ChangeWatch.Seen seen = watch.look();
      n1.does(new SendHeartbeat());
      assertThat(seen.mayHaveChanged()).isNotDone();
    }
  }

  @Test
  void aChangeWhoseWatchIsLostIsSeenAfterAWhile() throws Exception {
    WatchedStore deaf = new WatchedStore(cluster.store, false);
    try (ChangeWatch watch = new ChangeWatch(n1.through(deaf))) {
      watch.look();
      n1.does(new NodeLeave());
      assertThat(watch.next(Duration.ofMillis(1)).primary().holder()).isEmpty();
    }
  }

  @Test
  void thereAreNeverMoreThanTwoWatchesAndNoneAtTheEnd() throws Exception {
    WatchedStore counting = new WatchedStore(cluster.store, true);
    ChangeWatch watch = new ChangeWatch(n1.through(counting));
    for (int i = 0; i < 20; i++) {
      watch.next(Duration.ofMillis(1));
      n1.does(new SyncViews());
      assertThat(counting.pending()).isEqualTo(2);
    }
    watch.close();
    assertThat(counting.pending()).isZero();
  }

  @Test
  void aStoreThatIsNotReachedIsAnErrorThatLeavesNothingWatched() {
    WatchedStore counting = new WatchedStore(n1.context.store(), true);
    ChangeWatch watch = new ChangeWatch(n1.through(counting));
    watch.look();
    n1.meeting(Fault.UNAVAILABLE);
    assertThatThrownBy(watch::look).isInstanceOf(StoreUnavailableException.class);
    assertThat(counting.pending()).isZero();
    assertThat(watch.look().viewNumber()).isEqualTo(1);
  }

  /** Counts the watches that nobody has ended, and may keep what they tell to itself. */
  private static final class WatchedStore implements Store {
    private final Store store;
    private final boolean tells;
    private final List<CompletableFuture<Void>> watches = new ArrayList<>();

    WatchedStore(Store store, boolean tells) {
      this.store = store;
      this.tells = tells;
    }

    long pending() {
      return watches.stream().filter(watch -> !watch.isDone()).count();
    }

    @Override
    public Transaction begin() {
      Transaction transaction = store.begin();
      Class<?>[] interfaces = {Transaction.class};
      return (Transaction) Proxy.newProxyInstance(getClass().getClassLoader(), interfaces, (proxy, method, args) -> {
        Object result;
        try {
          result = method.invoke(transaction, args);
        } catch (InvocationTargetException e) {
          throw e.getCause();
        }
        return result instanceof CompletableFuture<?> watch ? shown(watch) : result;
      });
    }

    private CompletableFuture<Void> shown(CompletableFuture<?> watch) {
      CompletableFuture<Void> shown = new CompletableFuture<>();
      if (tells) {
        watch.thenRun(() -> shown.complete(null));
      }
      watches.add(shown);
      return shown;
    }

    @Override
    public void close() {}
  }

  @Test
  void whereOneKeyIsDamagedTheOtherIsFollowed() throws Exception {
    List<Bytes> damaged = new ArrayList<>();
    try (ChangeWatch watch = new ChangeWatch(n1.context, damage -> damaged.add(damage.key()))) {
      watch.look();
      cluster.damages(cluster.keys.primary());
      n2.does(new NodeJoin());
      n2.does(new NodeJoinComplete());
      ChangeWatch.Seen seen = watch.next(LONG);
      assertThat(seen.viewNumber()).isEqualTo(2);
      assertThat(seen.primary().isHeldBy(n1.id)).isTrue();
      assertThat(damaged).containsExactly(cluster.keys.primary());
    }
  }
}
