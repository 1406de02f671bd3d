package dev.rollcall.runtime.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.MembershipListener;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import dev.rollcall.PrimaryInfo;
import dev.rollcall.runtime.ClusterMember;
import dev.rollcall.store.memory.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members that run by themselves and probe each other over links that can be cut. */
class ProbingMembersTest {
  private static final MembershipConfig CONFIG = new MembershipConfig(
      Duration.ofSeconds(2), Duration.ofSeconds(5), 0.01, Duration.ofSeconds(4), 1, 4);
  private static final ProbeSettings SETTINGS = ProbeSettings.at("127.0.0.1", 0)
      .withSecret(ProbeSecret.of("a secret of some length".getBytes(StandardCharsets.UTF_8)))
      .withTimes(Duration.ofMillis(800), Duration.ofMillis(700));

  private final MemoryStore store = new MemoryStore();
  private final Map<NodeId, LinkedProbes> probes = new HashMap<>();
  private final List<ClusterMember> members = new ArrayList<>();
  private final List<String> trouble = new CopyOnWriteArrayList<>();

  @BeforeEach
  void threeMembersJoin() throws Exception {
    for (String name : List.of("a", "b", "c")) {
      NodeId node = NodeId.of(name);
      LinkedProbes linked = LinkedProbes.open(node, SETTINGS);
      probes.put(node, linked);
      members.add(ClusterMember.of("test", node, store).config(CONFIG).address(linked.address()).probes(linked)
          .listener(new Troubles(node)).start());
      members.get(members.size() - 1).join().get(30, TimeUnit.SECONDS);
    }
    Await.until("all reach each other", () -> members.stream().allMatch(
        m -> members.stream().allMatch(other -> m == other || reaches(m, other))));
    assertThat(members.get(0).isPrimary()).isTrue();
  }

  @AfterEach
  void stop() {
    members.forEach(ClusterMember::close);
    probes.values().forEach(LinkedProbes::close);
  }

  private boolean reaches(ClusterMember from, ClusterMember to) {
    return probes.get(from.node()).answered(to.node()).orElse(false);
  }

  private void cut(ClusterMember one, ClusterMember other) {
    probes.get(one.node()).to(other.node()).cut();
    probes.get(other.node()).to(one.node()).cut();
    Await.until(one.node() + " and " + other.node() + " do not reach each other",
        () -> !reaches(one, other) && !reaches(other, one));
  }

  @Test
  void aPartialPartitionNeitherFlapsNorEvicts() {
    cut(members.get(0), members.get(1));
    long begun = System.nanoTime();
    Await.until("some leases have passed", () -> System.nanoTime() - begun > 3 * CONFIG.leaseDuration().toNanos());
    assertThat(trouble).isEmpty();
    assertThat(members.get(0).isPrimary()).isTrue();
    assertThat(members).allMatch(member -> member.view().size() == 3);
  }

  @Test
  void aPrimaryThatReachesNobodyResignsAndNobodyIsEvicted() {
    cut(members.get(0), members.get(1));
    cut(members.get(0), members.get(2));
    Await.until("another is primary", () -> members.get(1).isPrimary() || members.get(2).isPrimary());
    assertThat(members.get(0).isPrimary()).isFalse();
    assertThat(trouble).noneMatch(event -> event.contains("failed"));
    assertThat(members).allMatch(member -> member.view().size() == 3);
  }

  /** What should not happen. */
  private final class Troubles implements MembershipListener {
    private final NodeId node;

    Troubles(NodeId node) {
      this.node = node;
    }

    @Override
    public void failed(NodeId failed, MembershipView view) {
      trouble.add(node + " hears that " + failed + " was failed");
    }

    @Override
    public void primaryLost(PrimaryInfo former) {
      trouble.add(node + " hears that " + former.node() + " is primary no more");
    }

    @Override
    public void leaseLost() {
      trouble.add(node + " lost its lease");
    }
  }
}
