package dev.rollcall.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.NodeId;
import dev.rollcall.store.Bytes;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  private final Keys keys = new Keys("c");

  /** Few letters, so that ids are often prefixes of each other. */
  @Provide
  Arbitrary<NodeId> ids() {
    return Arbitraries.strings().withChars("n1.:-_").ofMinLength(1).ofMaxLength(4).map(NodeId::of);
  }

  @Property
  void aKeyTellsWhoseItIs(@ForAll("ids") NodeId node, @ForAll("ids") NodeId voter) {
    assertThat(keys.nodeOf(keys.node(node))).isEqualTo(node);
    assertThat(keys.heartbeatOf(keys.heartbeat(node))).isEqualTo(node);
    assertThat(keys.voterOf(node, keys.suspicion(node, voter))).isEqualTo(voter);
    assertThat(keys.targetOf(keys.suspicion(node, voter))).isEqualTo(node);
    assertThat(keys.suspicions().contains(keys.suspicion(node, voter))).isTrue();
  }

  @Property
  void whatIsSaidOfOneNodeIsNeverTakenForWhatIsSaidOfAnother(
      @ForAll("ids") NodeId one, @ForAll("ids") NodeId other, @ForAll("ids") NodeId voter) {
    assertThat(keys.suspicions(one).contains(keys.suspicion(other, voter))).isEqualTo(one.equals(other));
  }

  @Property
  void everyKindOfKeyIsInItsOwnRangeOnly(@ForAll("ids") NodeId node, @ForAll("ids") NodeId voter) {
    List<Bytes> others = List.of(
        keys.suspicion(node, voter), keys.viewNumber(), keys.primary(), keys.incarnation(), keys.journal());
    assertThat(keys.nodes().contains(keys.node(node))).isTrue();
    assertThat(keys.heartbeats().contains(keys.heartbeat(node))).isTrue();
    assertThat(keys.nodes().contains(keys.heartbeat(node))).isFalse();
    assertThat(keys.heartbeats().contains(keys.node(node))).isFalse();
    assertThat(keys.journalRange().contains(keys.node(node))).isFalse();
    assertThat(others).noneMatch(key -> keys.nodes().contains(key) || keys.heartbeats().contains(key));
  }

  @Property
  void clustersInOneStoreAreApart(@ForAll("ids") NodeId node) {
    Keys longer = new Keys("c1");
    assertThat(keys.nodes().contains(longer.node(node))).isFalse();
    assertThat(keys.primary()).isNotEqualTo(longer.primary());
    assertThat(keys.journalRange().contains(longer.journal())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "c/nodes", "c/", "a b", "ü"})
  void aClusterNameThatCouldReachIntoAnotherClusterIsRejected(String cluster) {
    assertThatThrownBy(() -> new Keys(cluster)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + cluster + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "\u0000", "ü"})
  void aKeyThatNamesNoNodeIsDamage(String name) {
    Bytes stray = keys.nodes().begin().concat(KeyTuple.of(name));
    assertThatThrownBy(() -> keys.nodeOf(stray)).isInstanceOf(DamagedValueException.class)
        .hasMessageContaining("nodes");
  }

  @Test
  void aKeyThatIsNoTupleOrOneOfMoreNamesIsDamage() {
    Bytes nodes = keys.nodes().begin();
    for (Bytes rest : List.of(Bytes.EMPTY, Bytes.utf8("a"), KeyTuple.of("a", "b"), KeyTuple.of("a").slice(0, 2))) {
      assertThatThrownBy(() -> keys.nodeOf(nodes.concat(rest))).isInstanceOf(DamagedValueException.class);
    }
  }
}
