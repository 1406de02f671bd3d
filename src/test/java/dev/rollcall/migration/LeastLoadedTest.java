package dev.rollcall.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LeastLoadedTest {
  private static final ActorHost GONE = new ActorHost(NodeId.of("gone"), 1);

  private static List<MigrationCandidate> candidates(int count) {
    return IntStream.range(0, count).mapToObj(i -> new MigrationCandidate(ActorId.of("a" + i), GONE)).toList();
  }

  private static SortedMap<NodeId, Long> loads(List<Integer> actors) {
    SortedMap<NodeId, Long> loads = new TreeMap<>();
    actors.forEach(count -> loads.put(NodeId.of("n" + loads.size()), (long) count));
    return loads;
  }

  private static SortedMap<NodeId, Long> after(SortedMap<NodeId, Long> loads, Map<ActorId, NodeId> chosen) {
    SortedMap<NodeId, Long> after = new TreeMap<>(loads);
    chosen.values().forEach(node -> after.merge(node, 1L, Long::sum));
    return after;
  }

  @Property
  void noNodeIsFilledBeyondWhatAnEmptierOneHas(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 20) Integer> actors, @ForAll @IntRange(max = 60) int count) {
    SortedMap<NodeId, Long> loads = loads(actors);
    Map<ActorId, NodeId> chosen = new LeastLoaded().choose(candidates(count), loads);
    assertThat(chosen).hasSize(count);
    SortedMap<NodeId, Long> after = after(loads, chosen);
    long least = after.values().stream().mapToLong(Long::longValue).min().orElseThrow();
    assertThat(after).allSatisfy((node, load) -> {
      if (load > loads.get(node)) {
        assertThat(load).isLessThanOrEqualTo(least + 1);
      }
    });
  }

  @Property
  void noNodeIsFilledBeyondItsCapacity(
      @ForAll @Size(max = 5) List<@IntRange(max = 10) Integer> actors, @ForAll @IntRange(max = 40) int count,
      @ForAll @IntRange(min = 1, max = 12) int capacity) {
    SortedMap<NodeId, Long> loads = loads(actors);
    long room = loads.values().stream().mapToLong(load -> Math.max(0, capacity - load)).sum();
    Map<ActorId, NodeId> chosen = new LeastLoaded(capacity).choose(candidates(count), loads);
    assertThat(chosen).hasSize((int) Math.min(count, room));
    assertThat(after(loads, chosen)).allSatisfy(
        (node, load) -> assertThat(load).isLessThanOrEqualTo(Math.max(capacity, loads.get(node))));
  }

  @Test
  void whereNobodyIsActiveNobodyIsChosen() {
    assertThat(new LeastLoaded().choose(candidates(3), new TreeMap<>())).isEmpty();
  }

  @Test
  void aCapacityIsAtLeastOne() {
    assertThatThrownBy(() -> new LeastLoaded(0)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("capacity is 0");
  }
}
