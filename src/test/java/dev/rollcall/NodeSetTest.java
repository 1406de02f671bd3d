package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Nodes in an array are the sorted set that a tree would be. */
class NodeSetTest {
  private static NodeId node(int number) {
    return NodeId.of("n" + number);
  }

  private static List<NodeId> nodes(List<Integer> numbers) {
    return numbers.stream().map(NodeSetTest::node).toList();
  }

  @Property
  void isTheSetThatATreeWouldBe(
      @ForAll List<@IntRange(max = 30) Integer> numbers, @ForAll @IntRange(max = 30) int a,
      @ForAll @IntRange(max = 30) int b) {
    SortedSet<NodeId> tree = new TreeSet<>(nodes(numbers));
    NodeSet set = NodeSet.of(nodes(numbers));
    assertSame(set, tree);
    assertThat(set.contains(node(a))).isEqualTo(tree.contains(node(a)));
    assertSame(set.headSet(node(a)), tree.headSet(node(a)));
    assertSame(set.tailSet(node(a)), tree.tailSet(node(a)));
    NodeId low = node(a).compareTo(node(b)) <= 0 ? node(a) : node(b);
    NodeId high = low.equals(node(a)) ? node(b) : node(a);
    assertSame(set.subSet(low, high), tree.subSet(low, high));
    assertSame(set.tailSet(low).headSet(high), tree.subSet(low, high));
  }

  private static void assertSame(SortedSet<NodeId> set, SortedSet<NodeId> tree) {
    assertThat(new ArrayList<>(set)).isEqualTo(new ArrayList<>(tree));
    assertThat(set.equals(tree)).isTrue();
    assertThat(tree.equals(set)).isTrue();
    assertThat(set.equals(NodeSet.of(tree))).isTrue();
    assertThat(set.hashCode()).isEqualTo(tree.hashCode());
    assertThat(set.size()).isEqualTo(tree.size());
    if (!tree.isEmpty()) {
      assertThat(set.first()).isEqualTo(tree.first());
      assertThat(set.last()).isEqualTo(tree.last());
    }
  }

  @Property
  void whatIsInOneAndNotInTheOtherIsTheDifference(
      @ForAll Set<@IntRange(max = 30) Integer> some, @ForAll Set<@IntRange(max = 30) Integer> others) {
    SortedSet<NodeId> difference = new TreeSet<>(nodes(List.copyOf(some)));
    difference.removeAll(nodes(List.copyOf(others)));
    NodeSet first = NodeSet.of(nodes(List.copyOf(some)));
    assertThat(first.without(NodeSet.of(nodes(List.copyOf(others))))).isEqualTo(difference);
  }

  @Test
  void nobodyChangesIt() {
    NodeSet set = NodeSet.of(nodes(List.of(1, 2)));
    assertThatThrownBy(() -> set.add(node(3))).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> set.remove(node(1))).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> set.clear()).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> set.iterator().remove()).isInstanceOfAny(
        UnsupportedOperationException.class, IllegalStateException.class);
  }

  @Test
  void anEmptySetHasNoFirstAndNoRangeGoesBackwards() {
    assertThatThrownBy(NodeSet.EMPTY::first).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(NodeSet.EMPTY::last).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> NodeSet.EMPTY.subSet(node(2), node(1))).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("n2");
  }
}
