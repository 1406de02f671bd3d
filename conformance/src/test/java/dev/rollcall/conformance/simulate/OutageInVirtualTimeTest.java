package dev.rollcall.conformance.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.runtime.MemberMetrics;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.MemoryStore;
import dev.rollcall.store.memory.ScriptedStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What members do while their store is away, counted. */
class OutageInVirtualTimeTest {
  private static final MembershipConfig CONFIG = MembershipConfig.DEFAULT;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Map<String, Integer> tried = new TreeMap<>();
  private final List<String> heard = new ArrayList<>();
  private boolean down;
  private boolean unknown;
  private int begun;

  private final Fleet fleet = new Fleet(new MemoryStore(), Unreliable::new, CONFIG, MemberSettings.of(CONFIG),
      (member, event, about) -> heard.add(member.node() + ": " + event), 1);

  private void threeMembersJoin() {
    fleet.measure(new MemberMetrics() {
      @Override
      public void step(String action, String result, Duration took) {
        tried.merge(action, 1, Integer::sum);
      }
    });
    for (int i = 0; i < 3; i++) {
      fleet.add().start();
    }
    fleet.time().pass(MINUTE);
    tried.clear();
    heard.clear();
    begun = 0;
  }

  @Test
  void onlyHeartbeatsAreTriedWhileTheStoreIsAway() {
    threeMembersJoin();
    down = true;
    fleet.time().pass(CONFIG.leaseDuration().multipliedBy(3));
    assertThat(tried.keySet()).containsOnly("SendHeartbeat", "PrimaryStepDown");
    assertThat(tried.get("PrimaryStepDown")).isEqualTo(1);
    int others = begun - tried.get("SendHeartbeat") - tried.get("PrimaryStepDown");
    assertThat(others).as("looks, and the like, until the first heartbeat failed").isLessThanOrEqualTo(3 * 3);
    down = false;
    assertThat(fleet.passUntil(() -> fleet.primary().isPresent(), MINUTE)).isPresent();
    assertThat(heard).noneMatch(event -> event.endsWith("failed") || event.endsWith("suspected"));
  }

  @Test
  void thatTheLeaseIsOverIsToldThoughTheLatestHeartbeatsOutcomeIsUnknown() {
    threeMembersJoin();
    unknown = true;
    assertThat(fleet.passUntil(() -> down, MINUTE)).isPresent();
    fleet.time().pass(CONFIG.leaseDuration());
    assertThat(fleet.members().stream().filter(member -> !member.driver().health().settled())).isNotEmpty();
    assertThat(heard).contains("n1: leaseLost", "n2: leaseLost", "n3: leaseLost");
  }

  /** Away while it is down, which begins with a commit of unknown outcome if so asked. */
  private final class Unreliable implements Store {
    private final Store store;
    private final Store unsure;

    Unreliable(Store store) {
      this.store = store;
      this.unsure = new ScriptedStore(store, transaction -> Fault.UNKNOWN_NOT_COMMITTED);
    }

    @Override
    public Transaction begin() {
      begun++;
      if (down) {
        throw StoreUnavailableException.withoutStackTrace("away");
      }
      return unknown ? unsureOnce() : store.begin();
    }

    private Transaction unsureOnce() {
      Transaction transaction = unsure.begin();
      return (Transaction) Proxy.newProxyInstance(
          Transaction.class.getClassLoader(), new Class<?>[] {Transaction.class}, (proxy, method, arguments) -> {
            Object result = method.invoke(transaction, arguments);
            if (result instanceof CommitOutcome.Unknown) {
              down = true;
            }
            return result;
          });
    }

    @Override
    public void close() {}
  }
}
