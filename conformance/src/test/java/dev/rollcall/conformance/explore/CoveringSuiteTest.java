package dev.rollcall.conformance.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CoveringSuiteTest {

  @Property(tries = 300)
  void every_edge_lies_on_a_walk_that_follows_edges_from_an_initial_state(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int states,
      @ForAll @IntRange(max = 120) int extraEdges,
      @ForAll @IntRange(min = 1, max = 50) int maxLength,
      @ForAll @IntRange(max = 6) int maxDetour) {
    StateGraph graph = RandomGraphs.graph(seed, states, extraEdges, 0);
    var options = new CoveringSuite.Options(maxLength, maxDetour, 20);
    CoveringSuite suite = CoveringSuite.of(graph, options);
    BitSet covered = new BitSet();
    for (Walk walk : suite.walks()) {
      int state = walk.start();
      assertThat(graph.initial()).contains(state);
      for (int step = 0; step < walk.length(); step++) {
        assertThat(graph.source(walk.edge(step))).isEqualTo(state);
        state = graph.target(walk.edge(step));
        covered.set(walk.edge(step));
      }
      assertThat(walk.length()).isLessThanOrEqualTo(Math.max(maxLength, states));
    }
    assertThat(covered.cardinality()).isEqualTo(graph.edges());
    assertThat(suite.steps()).isGreaterThanOrEqualTo(suite.leastSteps());
    assertThat(suite.leastSteps()).isGreaterThanOrEqualTo(graph.edges());
  }

  private static int[][] edges(CoveringSuite suite) {
    return suite.walks().stream()
        .map(walk -> java.util.stream.IntStream.range(0, walk.length()).map(walk::edge).toArray())
        .toArray(int[][]::new);
  }

  @Property(tries = 100)
  void the_suite_does_not_depend_on_the_order_of_exploration(
      @ForAll long seed, @ForAll long shuffle) {
    StateGraph one = RandomGraphs.graph(seed, 30, 60, 0);
    StateGraph other = RandomGraphs.graph(seed, 30, 60, shuffle);
    assertThat(Arrays.deepEquals(
        edges(CoveringSuite.of(one, CoveringSuite.Options.DEFAULT)),
        edges(CoveringSuite.of(other, CoveringSuite.Options.DEFAULT)))).isTrue();
  }

  @Test
  void a_ring_is_covered_by_one_walk_that_takes_each_edge_once() {
    StateGraphBuilder builder = new StateGraphBuilder().initial(0);
    for (int state = 0; state < 10; state++) {
      builder.edge(state, (state + 1) % 10, "Next");
    }
    CoveringSuite suite = CoveringSuite.of(builder.build(), CoveringSuite.Options.DEFAULT);
    assertThat(suite)
        .hasToString(
            "1 walks, 10 steps for 10 edges (1.00 steps an edge; at least 10 steps needed)");
  }

  @Test
  void a_fan_behind_a_corridor_needs_the_corridor_once_an_edge() {
    StateGraphBuilder builder = new StateGraphBuilder().initial(0).edge(0, 1, "In");
    for (int leaf = 10; leaf < 15; leaf++) {
      builder.edge(1, leaf, "Out");
    }
    CoveringSuite suite = CoveringSuite.of(builder.build(), CoveringSuite.Options.DEFAULT);
    assertThat(suite.walks()).hasSize(5);
    assertThat(suite.steps()).isEqualTo(suite.leastSteps()).isEqualTo(10);
  }

  @Test
  void a_graph_without_edges_needs_no_walk() {
    StateGraph graph = new StateGraphBuilder().initial(7).build();
    assertThat(CoveringSuite.of(graph, CoveringSuite.Options.DEFAULT).walks()).isEmpty();
  }
}
