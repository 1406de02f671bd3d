package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.NodeId;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Metrics of the application's that fail. */
class GuardedMetricsTest {
  private final Set<String> called = ConcurrentHashMap.newKeySet();
  private final MemberMetrics failing = new MemberMetrics() {
    @Override
    public void step(String action, String result, Duration took) {
      fail("step");
    }

    @Override
    public void event(String name) {
      fail("event");
    }

    @Override
    public void closed() {
      fail("closed");
    }

    private void fail(String call) {
      called.add(call);
      if (call.equals("step")) {
        throw new StackOverflowError("these metrics fail at " + call);
      }
      throw new IllegalStateException("these metrics fail at " + call);
    }
  };

  @Test
  void aMemberJoinsLeavesAndClosesWhateverItsMetricsThrow() throws Exception {
    try (MemoryStore store = new MemoryStore();
        ClusterMember member = ClusterMember.of("c", NodeId.of("n1"), store).metrics(failing).start()) {
      assertThat(member.join().get(30, TimeUnit.SECONDS).contains(NodeId.of("n1"))).isTrue();
      member.leave().get(30, TimeUnit.SECONDS);
      assertThat(member.health().settled()).isTrue();
    }
    assertThat(called).containsExactlyInAnyOrder("step", "event", "closed");
  }

  @Test
  void metricsThatRefuseAMemberKeepItFromStarting() {
    MemberMetrics refusing = new MemberMetrics() {
      @Override
      public void started(ClusterMember member) {
        throw new IllegalStateException("no meters for " + member.node());
      }
    };
    try (MemoryStore store = new MemoryStore()) {
      assertThatThrownBy(() -> ClusterMember.of("c", NodeId.of("n1"), store).metrics(refusing).start())
          .isInstanceOf(IllegalStateException.class).hasMessage("no meters for n1");
    }
  }
}
