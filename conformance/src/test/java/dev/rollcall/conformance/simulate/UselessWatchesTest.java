package dev.rollcall.conformance.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeState;
import dev.rollcall.runtime.Complaint;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Watches that fail, or fire for nothing, cost a member some time until it learns of a change, and no more. */
class UselessWatchesTest {
  private static final MembershipConfig CONFIG = MembershipConfig.DEFAULT;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private CompletableFuture<Void> useless;
  private int begun;
  private final Fleet fleet =
      new Fleet(new MemoryStore(), Watchless::new, CONFIG, MemberSettings.of(CONFIG), FleetListener.SILENT, 1);

  private void twoMembersJoin() {
    fleet.probeNobody();
    fleet.add().start();
    fleet.add().start();
    fleet.time().pass(MINUTE);
  }

  private int begunInAMinute() {
    begun = 0;
    fleet.time().pass(MINUTE);
    return begun;
  }

  private void itIsBusyNoMoreThan(int times, CompletableFuture<Void> watch) {
    twoMembersJoin();
    int before = begunInAMinute();
    useless = watch;
    fleet.time().pass(MINUTE);
    assertThat(begunInAMinute()).isBetween(before + 1, times * before);
  }

  @Test
  void watchesThatFailAtOnceAreAskedForAgainAfterAPause() {
    itIsBusyNoMoreThan(4, CompletableFuture.failedFuture(new StoreUnavailableException("too many watches")));
    assertThat(fleet.members()).allMatch(member -> member.driver().health().complaints().stream()
        .anyMatch(complaint -> complaint.code() == Complaint.Code.WATCH_FAILED && complaint.text().endsWith("too many watches")));
  }

  @Test
  void watchesThatFireForNothingAreAskedForAgainAfterAPause() {
    itIsBusyNoMoreThan(4, CompletableFuture.completedFuture(null));
    assertThat(fleet.members()).allMatch(member -> member.driver().health().isHealthy());
  }

  @Test
  void aMemberWhoseWatchesFailLearnsOfAChangeAndIsWellAgainWithThem() {
    twoMembersJoin();
    useless = CompletableFuture.failedFuture(new StoreUnavailableException("too many watches"));
    fleet.time().pass(MINUTE);
    FleetMember third = fleet.add();
    third.start();
    assertThat(fleet.passUntil(() -> third.driver().state() == NodeState.ACTIVE
        && fleet.members().stream().allMatch(member -> member.process().view().size() == 3), CONFIG.leaseDuration()))
        .isPresent();
    useless = null;
    fleet.time().pass(CONFIG.leaseDuration());
    assertThat(fleet.members()).allMatch(member -> member.driver().health().isHealthy());
  }

  private final class Watchless implements Store {
    private final Store store;

    Watchless(Store store) {
      this.store = store;
    }

    @Override
    public Transaction begin() {
      begun++;
      Transaction transaction = store.begin();
      return (Transaction) Proxy.newProxyInstance(
          Transaction.class.getClassLoader(), new Class<?>[] {Transaction.class}, (proxy, method, arguments) -> {
            if (useless != null && method.getName().equals("watch")) {
              return useless;
            }
            try {
              return method.invoke(transaction, arguments);
            } catch (InvocationTargetException e) {
              throw e.getCause();
            }
          });
    }

    @Override
    public void close() {}
  }
}
