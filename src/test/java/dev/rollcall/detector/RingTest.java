package dev.rollcall.detector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Electorate;
import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whether each dead node is failed in the end though each node watches only some others. A ring is written as its nodes
 * in the order of their ids: A was Active and lives, J was Joining and lives, d and j are the same, dead. No node is
 * primary, which only takes watchers away.
 */
class RingTest {
  private static final Set<NodeId> NONE = Set.of();

  private static NodeId id(int i) {
    return NodeId.of(String.format("n%04d", i));
  }

  private static NavigableSet<NodeId> ids(int... numbers) {
    NavigableSet<NodeId> ids = new TreeSet<>();
    IntStream.of(numbers).forEach(i -> ids.add(id(i)));
    return ids;
  }

  private static SortedSet<NodeId> nodes(String ring, String kinds) {
    SortedSet<NodeId> nodes = new TreeSet<>();
    IntStream.range(0, ring.length()).filter(i -> kinds.indexOf(ring.charAt(i)) >= 0).forEach(i -> nodes.add(id(i)));
    return nodes;
  }

  /** What becomes of a ring: how often the failure timeout has to pass, and which dead nodes stay. */
  private record Outcome(int timeouts, Set<NodeId> left) {}

  /** Each survivor suspects those that it watches and that are dead; the doomed are removed, watched or not; and so on. */
  private static Outcome outcome(String ring, MembershipConfig config) {
    NavigableSet<NodeId> alive = new TreeSet<>(nodes(ring, "AJdj"));
    SortedSet<NodeId> active = nodes(ring, "Ad");
    SortedSet<NodeId> joining = nodes(ring, "Jj");
    SortedSet<NodeId> survivors = nodes(ring, "AJ");
    SortedSet<NodeId> dead = nodes(ring, "dj");
    SortedMap<NodeId, SortedSet<NodeId>> suspicions = new TreeMap<>();
    for (int timeouts = 0; ; timeouts++) {
      Electorate before = new Electorate(active, joining, suspicions, config.votes());
      Map<NodeId, List<NodeId>> watched = new HashMap<>();
      survivors.forEach(self -> watched.put(self, Ring.watched(
          self, config.successors(), alive, before.doomed(), before.suspectedBy(self))));
      boolean changed = false;
      for (NodeId self : survivors) {
        for (NodeId target : watched.get(self)) {
          changed |= dead.contains(target) && suspicions.computeIfAbsent(target, t -> new TreeSet<>()).add(self);
        }
      }
      Set<NodeId> doomed = new Electorate(active, joining, suspicions, config.votes()).doomed();
      if (!changed && doomed.isEmpty()) {
        return new Outcome(timeouts, dead);
      }
      for (Set<NodeId> nodes : List.of(alive, active, joining, dead)) {
        nodes.removeAll(doomed);
      }
      suspicions.keySet().removeAll(doomed);
    }
  }

  private static MembershipConfig config(int votes, int successors) {
    return MembershipConfig.DEFAULT.withSuccessors(successors).withVotes(votes);
  }

  @Test
  void thoseWatchedAreTheNextOnesAndAfterTheLastTheFirst() {
    NavigableSet<NodeId> alive = ids(0, 1, 2, 3, 4);
    assertThat(Ring.watched(id(3), 3, alive, NONE, NONE)).containsExactly(id(4), id(0), id(1));
    assertThat(Ring.watched(id(0), 9, alive, NONE, NONE)).containsExactly(id(1), id(2), id(3), id(4));
    assertThat(Ring.watched(id(7), 1, alive, NONE, NONE)).as("of a node that sends none itself").containsExactly(id(0));
    assertThat(Ring.watched(id(0), 1, ids(0), NONE, NONE)).isEmpty();
  }

  @Test
  void doomedNodesAreLeftOut() {
    assertThat(Ring.watched(id(0), 2, ids(0, 1, 2, 3, 4, 5), ids(1, 2, 4), NONE)).containsExactly(id(3), id(5));
  }

  @Test
  void suspectedNodesAreWatchedButTakeNoPlace() {
    assertThat(Ring.watched(id(0), 2, ids(0, 1, 2, 3, 4, 5), NONE, ids(1, 3, 5)))
        .containsExactly(id(1), id(2), id(3), id(4), id(5));
    assertThat(Ring.watched(id(0), 2, ids(0, 1, 2, 3, 4, 5), ids(1, 3), ids(1, 2)))
        .as("some of them doomed").containsExactly(id(1), id(2), id(4), id(5));
  }

  /** 5 to 500 nodes, in runs of living and dead ones that may be far longer than any window. */
  @Provide
  static Arbitrary<String> rings() {
    Arbitrary<String> runs = Arbitraries.of('A', 'J', 'd', 'j').flatMap(kind ->
        Arbitraries.integers().between(1, 60).map(length -> String.valueOf(kind).repeat(length)));
    return runs.list().ofMinSize(1).ofMaxSize(12).map(all -> String.join("", all))
        .map(ring -> ring.substring(0, Math.min(500, ring.length()))).filter(ring -> ring.length() >= 5);
  }

  /** Survivors are few, and anywhere. */
  @Provide
  static Arbitrary<String> massacres() {
    return Arbitraries.integers().between(5, 500).flatMap(size ->
        Arbitraries.integers().between(0, size - 1).set().ofMinSize(1).ofMaxSize(6).map(survivors -> {
          StringBuilder ring = new StringBuilder("d".repeat(size));
          survivors.forEach(i -> ring.setCharAt(i, i % 3 == 0 ? 'J' : 'A'));
          return ring.toString();
        }));
  }

  @Property(tries = 300)
  void everyDeadNodeIsFailedOnceAsManySurviveAsVotesAreWanted(
      @ForAll("rings") String ring, @ForAll @IntRange(min = 1, max = 6) int votes,
      @ForAll @IntRange(max = 4) int more) {
    int survivors = nodes(ring, "AJ").size();
    if (survivors > 0) {
      int wanted = Math.min(votes, survivors);
      assertThat(outcome(ring, config(wanted, wanted + more)).left()).isEmpty();
    }
  }

  @Property(tries = 200)
  void aFewSurvivorsFailAllOthersWhereverTheyAre(
      @ForAll("massacres") String ring, @ForAll @IntRange(min = 1, max = 6) int votes,
      @ForAll @IntRange(max = 4) int more) {
    int wanted = Math.min(votes, nodes(ring, "AJ").size());
    assertThat(outcome(ring, config(wanted, wanted + more)).left()).isEmpty();
  }

  /** If suspected nodes took a place, neither survivor would ever look beyond the first run. */
  @Test
  void twoSurvivorsFindTheRunsBehindEachOther() {
    assertThat(outcome("AddddAdddd", config(2, 4)).left()).isEmpty();
    assertThat(outcome("A" + "d".repeat(200) + "J" + "d".repeat(200), config(2, 2)).left()).isEmpty();
  }

  @Test
  void aloneASurvivorCannotCastTheVotesOfTwoWhileMoreNodesCount() {
    assertThat(outcome("Adddd", config(2, 4)).left()).isEqualTo(nodes("Adddd", "d"));
    assertThat(outcome("Ad", config(2, 4)).left()).as("half of two is one").isEmpty();
  }

  /** With fewer successors than votes some dead node is watched by too few; the settings do not allow that. */
  @Test
  void withASuccessorLessThanVotesSomeDeadNodeWouldStay() {
    String ring = "AAAAAAd";
    for (NodeId self : nodes(ring, "A")) {
      boolean near = self.compareTo(id(4)) >= 0;
      assertThat(Ring.watched(self, 2, new TreeSet<>(nodes(ring, "Ad")), NONE, NONE).contains(id(6))).isEqualTo(near);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,4,10", "2,4,14", "3,4,20", "1,8,5"})
  void aRunOfFortyDeadNodesIsFailedAFewAtATime(int votes, int successors, int timeouts) {
    String ring = "A".repeat(60) + "d".repeat(40);
    Outcome outcome = outcome(ring, config(votes, successors));
    assertThat(outcome.left()).isEmpty();
    assertThat(outcome.timeouts()).isLessThanOrEqualTo(timeouts);
  }
}
