package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MembershipViewTest {
  private static final NodeId N1 = NodeId.of("n1");
  private static final NodeId N2 = NodeId.of("n2");

  @Test
  void viewsOfOneNumberAndOneSetOfMembersAreEqualHoweverTheyWereMade() {
    assertThat(new MembershipView(3, List.of(N2, N1, N2))).isEqualTo(MembershipView.NONE.with(N1).with(N2).with(N2));
  }

  @Test
  void aViewDoesNotChangeWithTheSetItWasMadeFrom() {
    TreeSet<NodeId> members = new TreeSet<>(Set.of(N1));
    MembershipView view = new MembershipView(1, members);
    members.add(N2);
    assertThat(view.members()).containsExactly(N1);
    assertThatThrownBy(() -> view.members().add(N2)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void noViewHasANegativeNumberOrNumberZeroWithMembers() {
    assertThatThrownBy(() -> new MembershipView(-1, List.of())).hasMessageContaining("-1");
    assertThatThrownBy(() -> new MembershipView(0, List.of(N1))).hasMessageContaining("n1");
    assertThat(new MembershipView(0, List.of())).isEqualTo(MembershipView.NONE);
  }

  @Property
  void eachChangeMakesANewerViewThatDiffersInThatNodeOnly(
      @ForAll Set<@IntRange(max = 9) Integer> before, @ForAll @IntRange(max = 9) int changed) {
    MembershipView view = new MembershipView(7, before.stream().map(MembershipViewTest::node).toList());
    NodeId node = node(changed);
    MembershipView with = view.with(node);
    MembershipView without = view.without(node);

    assertThat(with.isNewerThan(view)).isTrue();
    assertThat(view.isNewerThan(with)).isFalse();
    assertThat(with.number()).isEqualTo(8).isEqualTo(without.number());
    assertThat(with.contains(node)).isTrue();
    assertThat(without.contains(node)).isFalse();
    assertThat(with.without(node).members()).isEqualTo(without.members());
    assertThat(with.size() - without.size()).isEqualTo(1);
    assertThat(with.members()).containsAll(view.members());
  }

  private static NodeId node(int number) {
    return NodeId.of("n" + number);
  }
}
