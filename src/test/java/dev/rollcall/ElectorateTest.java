package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElectorateTest {

  @ParameterizedTest(name = "{0} active and {1} failed: {2} make a quorum")
  @CsvSource({"1,0,1", "2,0,2", "3,0,2", "4,0,3", "5,0,3", "2,1,2", "1,2,2", "3,1,3", "3,2,3", "0,1,1"})
  void aQuorumIsMoreThanHalfOfActiveAndFailedNodes(int active, int failed, int quorum) {
    assertThat(electorate(active, failed).quorumSize()).isEqualTo(quorum);
    assertThat(electorate(active, failed).isQuorum(nodes(0, active))).isEqualTo(active >= quorum);
  }

  @ParameterizedTest(name = "{0} active, {1} configured: {2}")
  @CsvSource({"1,1,1", "2,1,1", "3,1,1", "2,2,1", "3,2,2", "4,2,2", "5,9,3", "4,9,2", "6,3,3"})
  void aNodeIsFailedByTheConfiguredVotesOrByHalfOfTheActiveNodes(int active, int configured, int needed) {
    assertThat(electorate(active, 3).votesNeeded(configured)).isEqualTo(needed);
  }

  @Test
  void nobodyIsNoQuorum() {
    assertThat(electorate(0, 0).isQuorum(node -> true)).isFalse();
    assertThat(electorate(0, 3).isQuorum(node -> true)).isFalse();
  }

  @Test
  void aNodeIsNotBothActiveAndFailed() {
    assertThatThrownBy(() -> new Electorate(new TreeSet<>(nodes(0, 2)), new TreeSet<>(nodes(1, 3))))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("n1");
  }

  @Property
  void twoDisjointSetsAreNeverBothQuorums(
      @ForAll @IntRange(max = 7) int active, @ForAll @IntRange(max = 3) int failed, @ForAll Set<@IntRange(max = 9) Integer> side) {
    Electorate electorate = electorate(active, failed);
    Set<NodeId> one = side.stream().map(ElectorateTest::node).collect(Collectors.toSet());
    assertThat(electorate.isQuorum(one) && electorate.isQuorum(n -> !one.contains(n))).isFalse();
  }

  @Property
  void aSupersetOfAQuorumIsAQuorum(
      @ForAll @IntRange(min = 1, max = 7) int active, @ForAll Set<@IntRange(max = 6) Integer> some,
      @ForAll Set<@IntRange(max = 9) Integer> more) {
    Electorate electorate = electorate(active, 1);
    Set<NodeId> quorum = some.stream().map(ElectorateTest::node).collect(Collectors.toSet());
    Assume.that(electorate.isQuorum(quorum));
    Set<NodeId> superset = new HashSet<>(quorum);
    more.forEach(n -> superset.add(node(n)));
    assertThat(electorate.isQuorum(superset)).isTrue();
  }

  @Property
  void aFailedNodeNeverHelps(
      @ForAll @IntRange(min = 1, max = 6) int active, @ForAll @IntRange(max = 4) int failed,
      @ForAll Set<@IntRange(max = 9) Integer> reached) {
    Set<NodeId> nodes = reached.stream().map(ElectorateTest::node).collect(Collectors.toSet());
    boolean before = electorate(active, failed).isQuorum(nodes);
    // The last active node fails: who had no quorum has none afterwards, whomever it reaches.
    boolean after = electorate(active - 1, failed + 1).isQuorum(nodes);
    assertThat(before || !after).isTrue();
    nodes.addAll(nodes(active, active + failed));
    assertThat(electorate(active, failed).isQuorum(nodes)).isEqualTo(before);
  }

  /** Nodes 0 to active-1 are Active, the next ones Failed. */
  private static Electorate electorate(int active, int failed) {
    return new Electorate(new TreeSet<>(nodes(0, active)), new TreeSet<>(nodes(active, active + failed)));
  }

  private static Set<NodeId> nodes(int from, int to) {
    return IntStream.range(from, to).mapToObj(ElectorateTest::node).collect(Collectors.toSet());
  }

  private static NodeId node(int number) {
    return NodeId.of("n" + number);
  }
}
