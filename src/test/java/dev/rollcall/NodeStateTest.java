package dev.rollcall;

import static dev.rollcall.NodeState.ACTIVE;
import static dev.rollcall.NodeState.FAILED;
import static dev.rollcall.NodeState.JOINING;
import static dev.rollcall.NodeState.LEAVING;
import static dev.rollcall.NodeState.LEFT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NodeStateTest {
  /** Written down once more, from the design's page, not from the code. */
  private static final Map<NodeState, Set<NodeState>> ALLOWED = Map.of(
      LEFT, Set.of(JOINING, ACTIVE),
      JOINING, Set.of(ACTIVE, LEFT),
      ACTIVE, Set.of(LEAVING, FAILED),
      LEAVING, Set.of(LEFT),
      FAILED, Set.of(LEFT));

  static Stream<Arguments> pairs() {
    return Arrays.stream(NodeState.values())
        .flatMap(from -> Arrays.stream(NodeState.values()).map(to -> Arguments.of(from, to)));
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void aStateFollowsAnotherOnlyWhereTheDesignSaysSo(NodeState from, NodeState to) {
    if (ALLOWED.get(from).contains(to)) {
      assertThat(from.to(to)).isEqualTo(to);
    } else {
      assertThatThrownBy(() -> from.to(to)).isInstanceOf(IllegalTransitionException.class)
          .hasMessageContaining("from " + from.specName() + " to " + to.specName());
    }
  }

  @Test
  void everyStateButLeftHasAWayToLeft() {
    for (NodeState state : NodeState.values()) {
      assertThat(reachesLeft(state)).as("%s reaches Left", state).isTrue();
    }
  }

  private static boolean reachesLeft(NodeState state) {
    return state == LEFT || state.successors().contains(LEFT)
        || state.successors().stream().anyMatch(next -> next.successors().contains(LEFT));
  }

  @Test
  void joiningNodesVoteFailedNodesDoNotAndDrainingNodesAreStillMembers() {
    assertThat(Arrays.stream(NodeState.values()).filter(NodeState::isVoter)).containsExactly(JOINING, ACTIVE);
    assertThat(Arrays.stream(NodeState.values()).filter(NodeState::isMember)).containsExactly(ACTIVE, LEAVING);
    assertThat(Arrays.stream(NodeState.values()).filter(NodeState::isAlive)).containsExactly(JOINING, ACTIVE, LEAVING);
  }

  @Test
  void statesHaveTheNamesOfTheSpec() {
    assertThat(Arrays.stream(NodeState.values()).map(NodeState::specName))
        .containsExactly("Left", "Joining", "Active", "Leaving", "Failed");
  }

  @Test
  void callersCannotChangeTheTable() {
    LEFT.successors().clear();
    assertThat(LEFT.to(JOINING)).isEqualTo(JOINING);
  }
}
