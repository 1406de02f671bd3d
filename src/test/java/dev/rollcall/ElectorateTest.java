package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
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
  private static final NodeId JOINER = NodeId.of("joiner");

  @ParameterizedTest(name = "{0} Active, {1} Joining, {2} votes configured: {3}")
  @CsvSource({"1,0,1,1", "2,0,1,1", "2,0,2,1", "3,0,2,2", "4,0,2,2", "5,0,9,3", "6,0,3,3",
      "0,1,1,1", "1,1,2,1", "1,2,2,2", "0,4,9,2", "2,3,9,3", "0,0,1,0"})
  void aNodeIsFailedByTheConfiguredVotesOrByHalfOfTheActiveAndJoiningNodes(
      int active, int joining, int configured, int needed) {
    Electorate electorate = new Electorate(nodes(0, active), nodes(active, active + joining), suspicions(), configured);
    assertThat(electorate.voters()).isEqualTo(active + joining);
    assertThat(electorate.votesNeeded()).isEqualTo(needed);
  }

  @Test
  void aNodeIsDoomedOnceEnoughSuspectIt() {
    Electorate electorate = new Electorate(nodes(0, 4), nodes(4, 5), suspicions(0, 1, 1, 2, 1, 4, 3, 0), 2);
    assertThat(electorate.doomed()).containsExactly(node(1));
    assertThat(electorate.isDoomed(node(1))).isTrue();
    assertThat(electorate.isDoomed(node(0))).isFalse();
    assertThat(electorate.isDoomed(node(2))).isFalse();
    assertThat(electorate.living()).containsExactly(node(0), node(2), node(3));
    assertThat(electorate.suspectedBy(node(4))).containsExactly(node(1));
    assertThat(electorate.suspectedBy(node(3))).isEmpty();
  }

  @ParameterizedTest(name = "{0} Active, {1} of them doomed: {2} elect, {3} stay")
  @CsvSource({"1,0,1,1", "2,0,2,1", "3,0,2,2", "4,0,3,2", "5,0,3,3", "3,1,2,1", "3,2,1,1", "5,3,2,1", "7,6,1,1"})
  void aQuorumIsMoreThanHalfOfTheLivingAndAPrimaryStaysWithHalf(int active, int doomed, int quorum, int stay) {
    Electorate electorate = electorate(active, doomed);
    for (int reached = 1; reached <= active - doomed; reached++) {
      Set<NodeId> nodes = new HashSet<>(nodes(0, reached));
      assertThat(electorate.isQuorum(node(0), nodes::contains)).isEqualTo(reached >= quorum);
      assertThat(electorate.mayStay(node(0), nodes::contains)).isEqualTo(reached >= stay);
    }
  }

  @Test
  void aNodeAlwaysReachesItself() {
    assertThat(electorate(1, 0).isQuorum(node(0), n -> false)).isTrue();
    assertThat(electorate(2, 0).isQuorum(node(0), n -> false)).isFalse();
    assertThat(electorate(2, 0).mayStay(node(0), n -> false)).isTrue();
  }

  @Test
  void aNodeThatIsNotLivingHasASeatInItsOwnCouncilOnly() {
    Electorate electorate = electorate(3, 1);
    assertThat(electorate.council(JOINER)).containsExactly(JOINER, node(0), node(1));
    assertThat(electorate.council(node(0))).containsExactly(node(0), node(1));
    assertThat(electorate.council(node(2))).as("of a doomed node").containsExactly(node(0), node(1), node(2));
    assertThat(electorate.isQuorum(JOINER, node(0)::equals)).isTrue();
    assertThat(electorate.isQuorum(JOINER, n -> false)).isFalse();
  }

  @Test
  void whereNobodyLivesAJoiningNodeIsItsOwnQuorum() {
    assertThat(electorate(0, 0).isQuorum(JOINER, n -> false)).isTrue();
    assertThat(electorate(1, 1).isQuorum(JOINER, n -> false)).isTrue();
  }

  @Test
  void aNodeIsNotBothActiveAndJoining() {
    assertThatThrownBy(() -> new Electorate(nodes(0, 2), nodes(1, 3), suspicions(), 1))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("n1");
  }

  /** Each of the living is on one side, and reaches those of its own side at most. */
  @Property
  void livingNodesOfTwoSidesNeverBothHaveAQuorumNorOneAndTheOthersPrimary(
      @ForAll @IntRange(min = 2, max = 9) int active, @ForAll @IntRange(max = 7) int doomed,
      @ForAll Set<@IntRange(max = 8) Integer> side) {
    Assume.that(doomed <= active - 2);
    Electorate electorate = electorate(active, doomed);
    SortedSet<NodeId> one = new TreeSet<>(electorate.living());
    one.removeIf(node -> !side.contains(Integer.parseInt(node.value().substring(1))));
    SortedSet<NodeId> other = new TreeSet<>(electorate.living());
    other.removeAll(one);
    Assume.that(!one.isEmpty() && !other.isEmpty());
    assertThat(electorate.isQuorum(one.first(), one::contains) && electorate.isQuorum(other.first(), other::contains))
        .isFalse();
    assertThat(electorate.isQuorum(one.first(), one::contains) && electorate.mayStay(other.first(), other::contains))
        .isFalse();
  }

  @Property
  void whoReachesMoreKeepsItsQuorum(
      @ForAll @IntRange(min = 1, max = 7) int active, @ForAll Set<@IntRange(max = 6) Integer> some,
      @ForAll Set<@IntRange(max = 9) Integer> more) {
    Electorate electorate = electorate(active, 0);
    Set<NodeId> reached = some.stream().map(ElectorateTest::node).collect(Collectors.toSet());
    Assume.that(electorate.isQuorum(JOINER, reached::contains));
    more.forEach(n -> reached.add(node(n)));
    assertThat(electorate.isQuorum(JOINER, reached::contains)).isTrue();
  }

  @Property
  void thatANodeIsDoomedNeverCostsAnotherItsQuorumUnlessItReachedThatNode(
      @ForAll @IntRange(min = 2, max = 7) int active, @ForAll Set<@IntRange(max = 6) Integer> some) {
    Set<NodeId> reached = some.stream().map(ElectorateTest::node).collect(Collectors.toSet());
    reached.remove(node(active - 1));
    if (electorate(active, 0).isQuorum(node(0), reached::contains)) {
      assertThat(electorate(active, 1).isQuorum(node(0), reached::contains)).isTrue();
    }
  }

  /** Nodes 0 to active-1 are Active, the last ones of them doomed by one vote of the first. */
  private static Electorate electorate(int active, int doomed) {
    SortedMap<NodeId, SortedSet<NodeId>> suspicions = new TreeMap<>();
    nodes(active - doomed, active).forEach(target -> suspicions.put(target, new TreeSet<>(Set.of(node(0)))));
    return new Electorate(nodes(0, active), List.of(), suspicions, 1);
  }

  /** Pairs of target and voter. */
  private static SortedMap<NodeId, SortedSet<NodeId>> suspicions(int... pairs) {
    SortedMap<NodeId, SortedSet<NodeId>> suspicions = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      suspicions.computeIfAbsent(node(pairs[i]), target -> new TreeSet<>()).add(node(pairs[i + 1]));
    }
    return suspicions;
  }

  private static Collection<NodeId> nodes(int from, int to) {
    return IntStream.range(from, to).mapToObj(ElectorateTest::node).toList();
  }

  private static NodeId node(int number) {
    return NodeId.of("n" + number);
  }
}
