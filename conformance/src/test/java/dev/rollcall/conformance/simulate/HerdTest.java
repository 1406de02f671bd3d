package dev.rollcall.conformance.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeState;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What many members do at the same time they do not go on doing at the same time. */
@Timeout(300)
class HerdTest {
  private static final int MEMBERS = 100;
  private static final MembershipConfig CONFIG = MembershipConfig.DEFAULT;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SETTLED = Duration.ofSeconds(10);
  private static final int SECONDS = 30;

  private boolean down;
  private int begun;
  private final Fleet fleet =
      new Fleet(new MemoryStore(), Counted::new, CONFIG, MemberSettings.of(CONFIG), FleetListener.SILENT, 1);

  private void start() {
    fleet.probeNobody();
    for (int i = 0; i < MEMBERS; i++) {
      fleet.add().start();
    }
    awaitAll();
  }

  private void awaitAll() {
    assertThat(fleet.passUntil(() -> fleet.members().stream().allMatch(
        m -> m.driver().state() == NodeState.ACTIVE && m.process().view().size() == fleet.members().size()), MINUTE))
        .isPresent();
  }

  private void noSecondSeesMoreThanTwiceTheMean(String when) {
    fleet.time().pass(SETTLED);
    List<Integer> seconds = new ArrayList<>();
    for (int i = 0; i < SECONDS; i++) {
      begun = 0;
      fleet.time().pass(Duration.ofSeconds(1));
      seconds.add(begun);
    }
    double mean = seconds.stream().mapToInt(Integer::intValue).average().orElseThrow();
    assertThat(seconds).as("transactions a second " + when + ", mean " + mean).allMatch(second -> second <= 2 * mean);
  }

  @Test
  void neitherAJoinNorAnOutageNorAChangeBringsMembersIntoStep() {
    start();
    noSecondSeesMoreThanTwiceTheMean("after all joined together");
    fleet.add().start();
    awaitAll();
    noSecondSeesMoreThanTwiceTheMean("after a change that all were told of at once");
    isDownFor(MINUTE);
    noSecondSeesMoreThanTwiceTheMean("after an outage for all");
    isDownFor(CONFIG.leaseDuration().dividedBy(3));
    noSecondSeesMoreThanTwiceTheMean("after an outage that ended no lease");
  }

  private void isDownFor(Duration time) {
    down = true;
    fleet.time().pass(time);
    down = false;
  }

  private final class Counted implements Store {
    private final Store store;

    Counted(Store store) {
      this.store = store;
    }

    @Override
    public Transaction begin() {
      begun++;
      if (down) {
        throw StoreUnavailableException.withoutStackTrace("away");
      }
      return store.begin();
    }

    @Override
    public void close() {}
  }
}
