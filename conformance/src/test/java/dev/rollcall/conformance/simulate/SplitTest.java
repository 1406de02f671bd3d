package dev.rollcall.conformance.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A network splits for long while all sides reach the store; the primary is on the smaller side. */
class SplitTest {

  @ParameterizedTest(name = "{0} nodes split from {1}, seed {2}")
  @CsvSource({"1, 2, 1", "2, 3, 1", "4, 5, 1", "4, 5, 2", "9, 11, 1", "9, 11, 2", "9, 11, 3", "3, 17, 1", "19, 21, 1"})
  void theLargerSideElectsOnceAndTheSmallerNever(int smaller, int larger, long seed) {
    TestCluster cluster = TestCluster.of(smaller + larger, true, MembershipConfig.DEFAULT, seed);
    List<FleetMember> others = new ArrayList<>(cluster.members());
    others.remove(cluster.primary());
    Collections.shuffle(others, new Random(seed));
    List<FleetMember> minority = new ArrayList<>(others.subList(0, smaller - 1));
    minority.add(cluster.primary());
    List<FleetMember> majority = others.subList(smaller - 1, others.size());
    long before = term(cluster);
    minority.forEach(one -> majority.forEach(other -> cluster.fleet.partition(one, other)));
    cluster.mustCome("the larger side has a primary", () -> majority.stream().anyMatch(FleetMember::isPrimary),
        cluster.looks(3));
    cluster.pass(cluster.timeouts(10, 0));
    assertThat(term(cluster)).as("elections").isEqualTo(before + 1);
    assertThat(majority).anyMatch(FleetMember::isPrimary);
    assertThat(cluster.members()).as("nobody is failed for it").allMatch(cluster::isMember);
    cluster.mustHaveBeenSafe();
  }

  private static long term(TestCluster cluster) {
    try (Transaction transaction = cluster.fleet.store().begin()) {
      return new Registry(transaction.snapshot(), cluster.fleet.keys()).primary().term();
    }
  }
}
