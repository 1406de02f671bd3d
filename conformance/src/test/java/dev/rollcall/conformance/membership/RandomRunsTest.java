package dev.rollcall.conformance.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.protocol.DetectFailure;
import dev.rollcall.protocol.ElectPrimary;
import dev.rollcall.protocol.Guard;
import dev.rollcall.protocol.MarkNodeFailed;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.TakeOver;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random action sequences on three production nodes and their environment. A seed that fails is repeated
 * with {@code -Drollcall.seed=N}.
 */
class RandomRunsTest {
  private static final int LENGTH = 250;

  /** A fixed seed and a fresh one, or only the one that is given. */
  static LongStream seeds() {
    Long given = Long.getLong("rollcall.seed");
    return given != null ? LongStream.of(given) : LongStream.of(1, ThreadLocalRandom.current().nextInt(1 << 30));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noSequenceOfActionsBreaksAnInvariantAndARefusalChangesNothing(long seed) {
    RandomRuns runs = new RandomRuns(Protocol.standard());
    assertThat(runs.search(seed, 150, LENGTH))
        .as("seed %d, repeat with -Drollcall.seed=%d", seed, seed).isEmpty();
    System.out.println("random runs, seed " + seed + ": " + runs.performed());
    assertThat(runs.performed().keySet())
        .as("actions that ever happened; seed %d", seed).containsExactlyInAnyOrderElementsOf(Move.actions());
  }

  @ParameterizedTest(name = "{0}, seed {3}")
  @MethodSource("mutantsAndSeeds")
  void aDroppedGuardIsFoundAndShrunkToASequenceOnePersonCanRead(
      String name, ProtocolAction mutant, int longest, long seed) {
    RandomRuns runs = new RandomRuns(Protocol.standard().with(mutant));
    Optional<RandomRuns.Failure> failure = runs.search(seed, 150, LENGTH);
    assertThat(failure).as("seed %d", seed).isPresent();
    assertThat(failure.get().moves()).as("seed %d: %s", seed, failure.get()).hasSizeLessThanOrEqualTo(longest);
    assertThat(runs.run(failure.get().moves())).isPresent();
  }

  static Stream<Arguments> mutantsAndSeeds() {
    return seeds().boxed().flatMap(seed -> Stream.of(
        Arguments.of("ElectPrimary.vacant", new ElectPrimary(without(ElectPrimary.GUARDS, "vacant")), 10, seed),
        Arguments.of("MarkNodeFailed.votes", new MarkNodeFailed(without(MarkNodeFailed.GUARDS, "votes")), 8, seed),
        Arguments.of("TakeOver.silent", new TakeOver(without(TakeOver.GUARDS, "silent")), 8, seed),
        Arguments.of("DetectFailure.silent", new DetectFailure(without(DetectFailure.GUARDS, "silent")), 8, seed)));
  }

  @Test
  void aShrunkSequenceReadsLikeTheSpec() {
    Protocol protocol = Protocol.standard().with(new ElectPrimary(without(ElectPrimary.GUARDS, "vacant")));
    assertThat(new RandomRuns(protocol).search(1, 150, LENGTH).orElseThrow()).hasToString(
        "NoSplitBrain breaks ([n1, n2] all claim to be primary under a live lease) after "
            + "NodeJoin(n1), NodeJoin(n2), NodeJoinComplete(n2), ElectPrimary(n2)");
  }

  private static List<Guard> without(List<Guard> guards, String name) {
    List<Guard> rest = guards.stream().filter(guard -> !guard.name().equals(name)).toList();
    assertThat(rest).hasSize(guards.size() - 1);
    return rest;
  }
}
