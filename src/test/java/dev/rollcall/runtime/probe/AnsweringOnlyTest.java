package dev.rollcall.runtime.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.runtime.ClusterMember;
import dev.rollcall.store.memory.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members that answer probes and ask no others, as while probes are switched on node by node. */
class AnsweringOnlyTest {
  private static final MembershipConfig CONFIG = new MembershipConfig(
      Duration.ofSeconds(2), Duration.ofSeconds(5), 0.01, Duration.ofSeconds(4), 1, 4);
  private static final ProbeSettings ASKING = ProbeSettings.at("127.0.0.1", 0)
      .withSecret(ProbeSecret.of("a secret of some length".getBytes(StandardCharsets.UTF_8)))
      .withTimes(Duration.ofMillis(800), Duration.ofMillis(700));

  private final MemoryStore store = new MemoryStore();
  private final List<TcpProbes> probes = new ArrayList<>();
  private final List<ClusterMember> members = new ArrayList<>();

  @AfterEach
  void stop() {
    members.forEach(ClusterMember::close);
    probes.forEach(TcpProbes::close);
  }

  private void joins(String name, ProbeSettings settings) throws Exception {
    NodeId node = NodeId.of(name);
    TcpProbes own = TcpProbes.open(node, "test", settings);
    probes.add(own);
    members.add(ClusterMember.of("test", node, store).config(CONFIG).address(own.address()).probes(own).start());
    members.get(members.size() - 1).join().get(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void theyElectAPrimaryHoweverManyAsk(int asking) throws Exception {
    List<String> names = List.of("a", "b", "c");
    for (int i = 0; i < names.size(); i++) {
      joins(names.get(i), i < asking ? ASKING : ASKING.answeringOnly());
    }
    assertThat(members.get(0).isPrimary()).isTrue();
    members.get(0).leave().get(30, TimeUnit.SECONDS);
    Await.until("another is primary", () -> members.stream().skip(1).anyMatch(ClusterMember::isPrimary));
  }
}
