package dev.rollcall.runtime.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.runtime.ClusterMember;
import dev.rollcall.store.memory.MemoryStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A primary whose port is closed to all, though it can connect to all; each member watches only one successor. */
class UnreachablePrimaryTest {
  private static final MembershipConfig CONFIG = new MembershipConfig(
      Duration.ofSeconds(2), Duration.ofSeconds(5), 0.01, Duration.ofSeconds(4), 1, 1);
  private static final ProbeSettings SETTINGS = ProbeSettings.at("127.0.0.1", 0)
      .withSecret(ProbeSecret.of("a secret of some length".getBytes(StandardCharsets.UTF_8)))
      .withTimes(Duration.ofMillis(800), Duration.ofMillis(700));

  private final MemoryStore store = new MemoryStore();
  private final Map<NodeId, LinkedProbes> probes = new LinkedHashMap<>();
  private final List<ClusterMember> members = new ArrayList<>();

  @BeforeEach
  void fiveMembersJoin() throws Exception {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      NodeId node = NodeId.of(name);
      LinkedProbes linked = LinkedProbes.open(node, SETTINGS);
      probes.put(node, linked);
      members.add(ClusterMember.of("test", node, store).config(CONFIG).address(linked.address()).probes(linked)
          .start());
      members.get(members.size() - 1).join().get(30, TimeUnit.SECONDS);
    }
    assertThat(members.get(0).isPrimary()).isTrue();
  }

  @AfterEach
  void stop() {
    members.forEach(ClusterMember::close);
    probes.values().forEach(LinkedProbes::close);
  }

  private boolean allOthers(NodeId primary, boolean reach) {
    return probes.entrySet().stream().allMatch(other -> other.getKey().equals(primary)
        || other.getValue().answered(primary).equals(Optional.of(reach))
        && probes.get(primary).answered(other.getKey()).equals(Optional.of(reach)));
  }

  @Test
  void itIsReplacedAndNoNodeIsEvicted() throws IOException {
    NodeId primary = members.get(0).node();
    Await.until("the primary and all others reach each other", () -> allOthers(primary, true));
    for (LinkedProbes other : probes.values()) {
      if (other != probes.get(primary)) {
        other.to(primary).close();
      }
    }
    Await.until("another is primary", () -> members.stream().skip(1).anyMatch(ClusterMember::isPrimary));
    assertThat(members.get(0).isPrimary()).isFalse();
    assertThat(probes.get(primary).counters().unanswered(ProbeRefusal.ONE_WAY)).isGreaterThanOrEqualTo(2);
    assertThat(members).allMatch(member -> member.view().size() == 5);
  }
}
