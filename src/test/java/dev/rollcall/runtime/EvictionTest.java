package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.migration.LeastLoaded;
import dev.rollcall.protocol.Eviction;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A member that somebody asks to leave does so, and stays out. */
class EvictionTest {
  private static final NodeId N1 = NodeId.of("n1");
  private static final Keys KEYS = new Keys("test");
  private static final Duration REFRESH = MemberSettings.of(ManualMember.CONFIG).refreshInterval();

  private final MemoryStore store = new MemoryStore();
  private final ManualMember n1 =
      new ManualMember("n1", store, Runnable::run, Runnable::run, Runnable::run, new LeastLoaded());

  private void joins() {
    n1.driver().join();
    n1.pass(Duration.ofSeconds(1));
    assertThat(n1.driver().state()).isEqualTo(NodeState.ACTIVE);
  }

  @Test
  void it_leaves_within_a_refresh_and_joins_again_only_when_its_application_says_so() {
    joins();
    assertThat(Eviction.ask(store, KEYS, N1, 1)).isTrue();
    n1.pass(REFRESH);
    assertThat(n1.driver().state()).isEqualTo(NodeState.LEFT);
    assertThat(n1.heard().events()).containsSubsequence("evicted", "left n1").containsOnlyOnce("evicted");
    n1.pass(REFRESH.multipliedBy(10));
    assertThat(n1.driver().state()).isEqualTo(NodeState.LEFT);
    joins();
    n1.pass(REFRESH.multipliedBy(10));
    assertThat(n1.driver().state()).as("another incarnation was asked").isEqualTo(NodeState.ACTIVE);
  }

  @Test
  void only_an_incarnation_that_is_there_is_asked() {
    assertThat(Eviction.ask(store, KEYS, N1, 1)).as("there is no record").isFalse();
    joins();
    assertThat(Eviction.ask(store, KEYS, N1, 2)).as("there is no such incarnation").isFalse();
  }

  @Test
  void it_stays_out_though_it_was_failed_before_it_could_leave() {
    joins();
    ManualMember n2 = new ManualMember("n2", store, Runnable::run, Runnable::run, Runnable::run, new LeastLoaded());
    n2.driver().join();
    n2.pass(Duration.ofSeconds(1));
    assertThat(Eviction.ask(store, KEYS, N1, 1)).isTrue();
    n1.pauses(Duration.ofMinutes(1));
    n2.pass(Duration.ofMinutes(1));
    n1.pass(REFRESH.multipliedBy(3));
    assertThat(n1.heard().events()).containsSubsequence("failed n1", "evicted");
    assertThat(n1.driver().state()).isEqualTo(NodeState.LEFT);
  }
}
