package dev.rollcall.conformance.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.conformance.trace.Value;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is seen in an object, and what is not. */
@SuppressWarnings("unused") // Read by reflection, which is what these tests are about.
class SightTest {
  private enum Level { LOW, HIGH }

  private record Pair(Object left, Object right) {}

  private static class Base {
    private int inherited;
  }

  private static final class Holder extends Base {
    static int common;
    Object held;
    transient int passing;

    Holder(Object held) {
      this.held = held;
    }
  }

  /** A least-recently-used cache, as one writes it. */
  private static final class Cache extends LinkedHashMap<String, Integer> {
    private static final long serialVersionUID = 1L;
    int hits;
  }

  private static final class Odd extends Thread {}

  private final Sight sight = new Sight(Set.of(), Set.of());

  private Object see(Object object) {
    return sight.all("it", object);
  }

  private void assertSame(Object one, Object other) {
    assertThat(see(one)).isEqualTo(see(other)).hasSameHashCodeAs(see(other));
  }

  private void assertDifferent(Object one, Object other) {
    assertThat(see(one)).isNotEqualTo(see(other));
  }

  @Test
  void every_field_is_seen_private_inherited_and_transient_ones_too() {
    Holder one = new Holder("a");
    assertSame(one, new Holder("a"));
    assertDifferent(one, new Holder("b"));
    assertDifferent(one, new Holder(null));
    Holder other = new Holder("a");
    other.passing = 1;
    assertDifferent(one, other);
    other.passing = 0;
    ((Base) other).inherited = 1;
    assertDifferent(one, other);
    assertThat(see(other)).hasToString("Holder(held = a, passing = 0, inherited = 1)");
  }

  @Test
  void what_is_static_is_not_seen() {
    Object before = see(new Holder("a"));
    Holder.common++;
    assertThat(see(new Holder("a"))).isEqualTo(before);
  }

  @Test
  void what_was_seen_does_not_change_with_the_object() {
    Holder holder = new Holder(new ArrayList<>(List.of("a")));
    Object before = see(holder);
    ((List<?>) holder.held).clear();
    assertThat(before).isNotEqualTo(see(holder)).isEqualTo(see(new Holder(List.of("a"))));
  }

  @Test
  void plain_values_are_compared_by_their_own_equals() {
    for (Supplier<Object> value : List.<Supplier<Object>>of(() -> "a", () -> 1, () -> 1.5, () -> 'c', () -> true,
        () -> Level.HIGH, () -> Value.of("a"), () -> new UUID(1, 2), () -> Instant.EPOCH, () -> String.class)) {
      assertSame(new Holder(value.get()), new Holder(value.get()));
    }
    assertDifferent(new Holder(1), new Holder(1L));
    assertDifferent(new Holder(Level.LOW), new Holder(Level.HIGH));
    assertSame(new Holder(new Object()), new Holder(new Object()));
  }

  @Test
  void collections_are_seen_by_their_contents() {
    assertSame(new Holder(new ArrayList<>(List.of(1, 2))), new Holder(List.of(1, 2)));
    assertDifferent(new Holder(List.of(1, 2)), new Holder(List.of(2, 1)));
    assertSame(new Holder(new HashSet<>(List.of(1, 2))), new Holder(Set.of(2, 1)));
    assertDifferent(new Holder(Set.of(1)), new Holder(List.of(1)));
    assertSame(new Holder(new HashMap<>(Map.of(1, "a"))), new Holder(new TreeMap<>(Map.of(1, "a"))));
    assertDifferent(new Holder(Map.of(1, "a")), new Holder(Map.of(1, "b")));
    assertSame(new Holder(new ArrayDeque<>(List.of(1, 2))), new Holder(new ArrayDeque<>(List.of(1, 2))));
    assertDifferent(new Holder(Optional.of(1)), new Holder(Optional.empty()));
    assertSame(new Holder(new int[] {1, 2}), new Holder(new int[] {1, 2}));
    assertDifferent(new Holder(new Object[] {"a"}), new Holder(new Object[] {"b"}));
    assertDifferent(new Holder(new AtomicInteger(1)), new Holder(new AtomicInteger(2)));
    assertSame(new Holder(new AtomicLong(1)), new Holder(new AtomicLong(1)));
    assertDifferent(new Holder(new AtomicBoolean()), new Holder(new AtomicBoolean(true)));
    assertDifferent(new Holder(new AtomicReference<>("a")), new Holder(new AtomicReference<>()));
  }

  @Test
  void the_order_of_linked_sets_and_maps_counts() {
    assertDifferent(new Holder(new LinkedHashSet<>(List.of(1, 2))), new Holder(new LinkedHashSet<>(List.of(2, 1))));
    Map<String, Integer> one = new LinkedHashMap<>(Map.of("a", 1));
    one.put("b", 2);
    Map<String, Integer> other = new LinkedHashMap<>(Map.of("b", 2));
    other.put("a", 1);
    assertDifferent(new Holder(one), new Holder(other));
  }

  @Test
  @SuppressWarnings("DistinctVarargsChecker") // They look alike on purpose.
  void elements_that_look_alike_are_counted() {
    assertDifferent(new Holder(Set.of(new Object())), new Holder(Set.of(new Object(), new Object())));
    IdentityHashMap<Object, Integer> twice = new IdentityHashMap<>();
    twice.put(new Holder("a"), 1);
    twice.put(new Holder("a"), 2);
    IdentityHashMap<Object, Integer> again = new IdentityHashMap<>();
    again.put(new Holder("a"), 2);
    again.put(new Holder("a"), 1);
    assertSame(twice, again);
    again.put(new Holder("a"), 1);
    assertDifferent(twice, again);
  }

  @Test
  void a_class_that_extends_a_collection_is_seen_with_contents_and_fields() {
    Cache one = new Cache();
    one.put("a", 1);
    Cache other = new Cache();
    other.put("a", 1);
    assertSame(one, other);
    other.hits++;
    assertDifferent(one, other);
    other.hits--;
    other.put("b", 2);
    assertDifferent(one, other);
    assertSame(new AbstractMap.SimpleEntry<>(new Pair(1, 2), 1).getKey(), new Pair(1, 2));
  }

  @Test
  void objects_of_different_classes_are_different() {
    assertDifferent(new Holder(new Base()), new Holder(new Holder(null)));
    assertDifferent(new Pair(1, new Base()), new Pair(1, new Object()));
  }

  @Test
  void objects_that_lead_back_to_themselves_are_seen_to_do_so() {
    Holder one = new Holder(null);
    one.held = new Pair("a", one);
    Holder other = new Holder(null);
    other.held = new Pair("a", other);
    assertSame(one, other);
    assertDifferent(one, new Holder(new Pair("a", new Holder(null))));
    assertThat(see(one)).asString().contains("Loop[levels=2]");
  }

  @Test
  void what_cannot_be_looked_into_is_named_with_the_way_to_it() {
    assertThatThrownBy(() -> see(new Holder(new Pair(new Thread(), 1)))).isInstanceOf(BadAdapterException.class)
        .hasMessage("it.held.left is a java.lang.Thread, which cannot be looked into; if no step depends on it, say so"
            + " with @MayDiffer; if it never changes, name its class in @SpecState(immutable = ...)");
    assertThatThrownBy(() -> see(new Odd())).hasMessageContaining("Odd, which cannot be looked into");
    Runnable lambda = () -> { };
    assertThatThrownBy(() -> see(lambda)).hasMessageContaining("cannot be looked into");
    // It has not lost its way.
    assertThat(see(new Holder("a"))).hasToString("Holder(held = a, passing = 0, inherited = 0)");
  }

  @Test
  void of_what_may_differ_and_cannot_be_looked_into_only_the_class_is_compared() throws NoSuchFieldException {
    Sight lenient = new Sight(Set.of(Holder.class.getDeclaredField("held")), Set.of());
    Thread thread = new Thread();
    Object seen = lenient.all("it", new Holder(new Pair(thread, 1)));
    assertThat(seen).isEqualTo(lenient.all("it", new Holder(new Pair(new Thread(), 1))));
    assertThat(seen).isNotEqualTo(lenient.all("it", new Holder(new Pair(new Odd(), 1))));
    assertThat(seen).isNotEqualTo(lenient.all("it", new Holder(new Pair(null, 1))));
    assertThat(seen).isNotEqualTo(lenient.all("it", new Holder(new Pair(thread, 2))));
    assertThat(lenient.hidden("it", new Holder(thread))).isEqualTo(lenient.hidden("it", new Holder("a")))
        .hasToString("Holder(held = (may differ), passing = 0, inherited = 0)");
  }

  @Test
  @SuppressWarnings("UnnecessaryStringBuilder") // A CharSequence without an equals of its own.
  void what_is_declared_immutable_is_compared_by_its_own_equals() {
    Sight trusting = new Sight(Set.of(), Set.of(CharSequence.class, Base.class));
    StringBuilder one = new StringBuilder("a");
    assertThat(trusting.all("it", one)).isSameAs(one);
    Holder holder = new Holder("a");
    assertThat(trusting.all("it", new Pair(holder, 1))).isEqualTo(trusting.all("it", new Pair(holder, 1)))
        .isNotEqualTo(trusting.all("it", new Pair(new Holder("a"), 1)));
  }

  @Test
  void a_difference_is_told_by_its_place() {
    assertThat(Seen.difference("it", see(new Holder(new Pair(1, 2))), see(new Holder(new Pair(1, 3)))))
        .isEqualTo("it.held.right was 2 and is 3");
    assertThat(Seen.difference("it", see(new Base()), see(new Holder(1))))
        .isEqualTo("it was Base(inherited = 0) and is Holder(held = 1, passing = 0, inherited = 0)");
  }
}
