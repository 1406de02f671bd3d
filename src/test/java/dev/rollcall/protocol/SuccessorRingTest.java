package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.protocol.schema.WritableRegistry;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.MemoryStore;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whether each dead node is failed in the end though each node watches only some others: docs/adr/0016. A ring is
 * written as its nodes in the order of their ids: A is Active and lives, the others are dead and were d Active,
 * j Joining. Nobody is primary, which only takes watchers away.
 */
class SuccessorRingTest {
  private static final Keys KEYS = new Keys("ring");

  /** What becomes of a ring: how often the failure timeout has to pass, and who stays. */
  private record Outcome(int timeouts, Set<NodeId> left) {}

  private static NodeId id(int i) {
    return NodeId.of(String.format("n%04d", i));
  }

  private static Set<NodeId> nodes(String ring, String kinds) {
    return IntStream.range(0, ring.length()).filter(i -> kinds.indexOf(ring.charAt(i)) >= 0)
        .mapToObj(SuccessorRingTest::id).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Fails whoever has enough live watchers, all at once, for as long as there is anybody. */
  private static Outcome outcome(String ring, int votes, int successors) {
    Set<NodeId> live = nodes(ring, "A");
    Set<NodeId> dead = nodes(ring, "dj");
    try (MemoryStore store = new MemoryStore(); Transaction transaction = store.begin()) {
      WritableRegistry registry = Registry.writable(transaction, KEYS);
      for (int i = 0; i < ring.length(); i++) {
        NodeState state = ring.charAt(i) == 'j' ? NodeState.JOINING : NodeState.ACTIVE;
        registry.putRecord(id(i), new NodeRecord(state, i + 1, ""));
        registry.putHeartbeat(id(i), new Heartbeat(i + 1, 1));
      }
      for (int timeouts = 0; ; timeouts++) {
        List<Set<NodeId>> watched = live.stream().map(n -> registry.successors(n, successors).keySet())
            .map(Set::copyOf).toList();
        int needed = registry.electorate().votesNeeded(votes);
        List<NodeId> failed = dead.stream()
            .filter(n -> watched.stream().filter(w -> w.contains(n)).count() >= needed).toList();
        failed.forEach(registry::fail);
        failed.forEach(dead::remove);
        if (failed.isEmpty()) {
          return new Outcome(timeouts, dead);
        }
      }
    }
  }

  /** Most of the ring lives. */
  @Provide
  static Arbitrary<String> majorities() {
    return Arbitraries.integers().between(1, 12).flatMap(live -> Arbitraries.strings().withChars('d', 'j')
        .ofMaxLength(live - 1).flatMap(dead -> shuffled("A".repeat(live) + dead)));
  }

  /** Most of those that were Active live. */
  @Provide
  static Arbitrary<String> quorums() {
    return majorities().flatMap(ring -> Arbitraries.integers().between(0, 12)
        .flatMap(more -> shuffled(ring + "j".repeat(more))));
  }

  private static Arbitrary<String> shuffled(String ring) {
    return Arbitraries.shuffle(ring.split("")).map(nodes -> String.join("", nodes));
  }

  @Property
  void whereMostOfTheRingLivesEveryDeadNodeIsFailed(
      @ForAll("majorities") String ring, @ForAll @IntRange(min = 1, max = 6) int votes,
      @ForAll @IntRange(max = 3) int more) {
    int successors = Math.max(1, 2 * (votes - 1)) + more;
    MembershipConfig config = MembershipConfig.DEFAULT.withSuccessors(successors).withVotes(votes);
    assertThat(outcome(ring, config.votes(), config.successors()).left()).isEmpty();
  }

  /** However many died that were no electors. */
  @Property
  void whereFewerLiveItTakesMoreSuccessors(
      @ForAll("quorums") String ring, @ForAll @IntRange(min = 1, max = 6) int votes) {
    int successors = (votes - 1) * ring.length() / nodes(ring, "A").size() + 1;
    assertThat(outcome(ring, votes, successors).left()).isEmpty();
  }

  /** All rings of this size in which most live and somebody dead is never failed. */
  private static Stream<String> stuck(int size, int votes, int successors) {
    return IntStream.range(0, 1 << size)
        .mapToObj(bits -> IntStream.range(0, size).mapToObj(i -> (bits >> i & 1) == 0 ? "A" : "d")
            .collect(Collectors.joining()))
        .filter(ring -> 2 * nodes(ring, "A").size() > size)
        .filter(ring -> !outcome(ring, votes, successors).left().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void noSmallRingIsStuck(int votes) {
    for (int size = 1; size <= 9; size++) {
      assertThat(stuck(size, votes, Math.max(1, 2 * (votes - 1)))).as("rings of %d", size).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"2,AdA", "3,AdAdA", "4,AdAdAdA", "5,AdAdAdAdA"})
  void withOneSuccessorLessSomeRingIs(int votes, String ring) {
    assertThat(stuck(ring.length(), votes, 2 * (votes - 1) - 1)).contains(ring);
  }

  @Test
  void deadNodesThatWereNoElectorsMayBeTooMany() {
    String ring = "AjjjjAjjjjAjjjj";
    assertThat(outcome(ring, 1, 4).left()).isEmpty();
    assertThat(outcome(ring, 2, 5).left()).isEqualTo(nodes(ring, "j"));
    assertThat(outcome(ring, 2, 6).left()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1,4,10", "2,4,14", "3,4,20", "1,8,5"})
  void aRunOfFortyDeadNodesIsFailedAFewAtATime(int votes, int successors, int timeouts) {
    String ring = "A".repeat(60) + "d".repeat(40);
    assertThat(outcome(ring, votes, successors)).isEqualTo(new Outcome(timeouts, Set.of()));
  }
}
