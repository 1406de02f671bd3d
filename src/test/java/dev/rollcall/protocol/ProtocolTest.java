package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProtocolTest {

  @Test
  void actionsAreFoundByTheirName() {
    Protocol protocol = Protocol.standard();
    assertThat(protocol.actions()).hasSize(13)
        .allSatisfy(action -> assertThat(protocol.action(action.name())).isSameAs(action));
    assertThat(protocol.action("NodeCrash")).isNull();
  }

  @Test
  void oneActionCanBeReplacedInItsPlace() {
    ElectPrimary other = new ElectPrimary(List.of());
    Protocol changed = Protocol.standard().with(other);
    assertThat(changed.action("ElectPrimary")).isSameAs(other);
    assertThat(changed.actions().stream().map(ProtocolAction::name))
        .containsExactlyElementsOf(Protocol.standard().actions().stream().map(ProtocolAction::name).toList());
  }

  @Test
  void namesAreUniqueAndOnlyWhatIsThereCanBeReplaced() {
    assertThatThrownBy(() -> new Protocol(List.of(new SyncViews(), new SyncViews()), new Settlement()))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("SyncViews");
    assertThatThrownBy(() -> new Protocol(List.of(new SyncViews()), new Settlement()).with(new NodeJoin()))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("NodeJoin");
  }

  @Test
  void anActionInsistsOnItsTarget() {
    TestCluster cluster = new TestCluster();
    TestProcess n1 = cluster.member("n1");
    assertThatThrownBy(() -> n1.tries(new DetectFailure())).hasMessage("DetectFailure needs a target");
    assertThatThrownBy(() -> n1.tries(new MarkNodeFailed(), n1)).hasMessageContaining("not about n1 itself");
    assertThatThrownBy(() -> n1.tries(new SyncViews(), n1)).hasMessage("SyncViews has no target");
  }
}
