package dev.rollcall.conformance.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StateGraphBuilderTest {

  @Test
  void an_edge_added_twice_is_kept_once_and_one_with_another_label_is_kept_too() {
    StateGraph graph =
        new StateGraphBuilder()
            .initial(5)
            .initial(5)
            .edge(5, -3, "B")
            .edge(5, -3, "A")
            .edge(5, -3, "B")
            .edge(-3, 5, "B")
            .build();
    assertThat(graph.states()).isEqualTo(2);
    assertThat(graph.edges()).isEqualTo(3);
    assertThat(graph.initial()).containsExactly(1);
    assertThat(graph.key(0)).isEqualTo(-3);
    assertThat(graph.outDegree(1)).isEqualTo(2);
    assertThat(graph.label(graph.firstEdge(1))).isEqualTo("A");
    assertThat(graph.target(graph.firstEdge(1))).isZero();
  }

  @Test
  void an_edge_that_no_initial_state_leads_to_is_an_error() {
    var builder = new StateGraphBuilder().initial(1).edge(1, 2, "Go").edge(3, 1, "Lost");
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the edge Lost from state 3 to state 1");
  }

  @Test
  void a_graph_without_an_initial_state_is_an_error() {
    assertThatThrownBy(new StateGraphBuilder().edge(1, 2, "Go")::build)
        .hasMessageContaining("no initial state");
  }

  @Test
  void threads_may_add_at_the_same_time() {
    StateGraphBuilder builder = new StateGraphBuilder().initial(0);
    IntStream.range(0, 20_000).parallel().forEach(i -> builder.edge(i, i + 1, "L" + i % 3));
    StateGraph graph = builder.build();
    assertThat(graph.edges()).isEqualTo(20_000);
    assertThat(graph.label(graph.firstEdge(4))).isEqualTo("L1");
  }
}
