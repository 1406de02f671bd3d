package dev.rollcall.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ActorKeysTest {
  private final Keys membership = new Keys("c");
  private final ActorKeys keys = membership.actors();

  /** Few letters and digits, so that ids are often prefixes of each other. */
  @Provide
  Arbitrary<ActorId> actors() {
    return Arbitraries.strings().withChars("a1.:-_").ofMinLength(1).ofMaxLength(4).map(ActorId::of);
  }

  @Provide
  Arbitrary<ActorHost> hosts() {
    Arbitrary<NodeId> nodes = Arbitraries.strings().withChars("n1").ofMinLength(1).ofMaxLength(3).map(NodeId::of);
    return Combinators.combine(nodes, Arbitraries.of(1L, 2L, 255L, 256L, 65_535L, Long.MAX_VALUE)).as(ActorHost::new);
  }

  @Property
  void aKeyTellsWhoseItIs(@ForAll("actors") ActorId actor, @ForAll("hosts") ActorHost host) {
    assertThat(ActorKeys.actorIn(keys.placed(host), keys.placed(host, actor))).isEqualTo(actor);
    assertThat(ActorKeys.actorIn(keys.arrivals(host), keys.arrival(host, actor))).isEqualTo(actor);
    assertThat(keys.hostOf(keys.host(host))).isEqualTo(host);
  }

  @Property
  void whatIsAtOneProcessIsNeverTakenForWhatIsAtAnother(
      @ForAll("hosts") ActorHost one, @ForAll("hosts") ActorHost other, @ForAll("actors") ActorId actor) {
    assertThat(keys.placed(one).contains(keys.placed(other, actor))).isEqualTo(one.equals(other));
    assertThat(keys.arrivals(one).contains(keys.arrival(other, actor))).isEqualTo(one.equals(other));
  }

  @Property
  void everyKindOfKeyIsInItsOwnRangeOnly(@ForAll("hosts") ActorHost host, @ForAll("actors") ActorId actor) {
    List<KeyRange> ranges = List.of(keys.placed(host), keys.arrivals(host), keys.hosts(), membership.nodes(),
        membership.heartbeats(), membership.journalRange());
    List<Bytes> all = List.of(keys.placed(host, actor), keys.arrival(host, actor), keys.host(host),
        keys.placement(actor), keys.arrived(host.node()));
    for (int i = 0; i < all.size(); i++) {
      List<Integer> in = new ArrayList<>();
      for (int j = 0; j < ranges.size(); j++) {
        if (ranges.get(j).contains(all.get(i))) {
          in.add(j);
        }
      }
      assertThat(in).isEqualTo(i < 3 ? List.of(i) : List.of());
    }
  }

  @Property
  void actorsOfAProcessAreInTheirOrder(@ForAll("actors") ActorId one, @ForAll("actors") ActorId other) {
    ActorHost host = new ActorHost(NodeId.of("n"), 1);
    assertThat(Integer.signum(keys.placed(host, one).compareTo(keys.placed(host, other))))
        .isEqualTo(Integer.signum(one.compareTo(other)));
  }

  @Example
  void aKeyThatIsNoneIsDamage() {
    ActorHost host = new ActorHost(NodeId.of("n"), 1);
    Bytes placed = keys.placed(host).begin();
    List<Bytes> wrong = List.of(
        Bytes.EMPTY, Bytes.utf8("a"), KeyTuple.of("a", "b"), KeyTuple.of(7), KeyTuple.of("a b"));
    for (Bytes rest : wrong) {
      assertThatThrownBy(() -> ActorKeys.actorIn(keys.placed(host), placed.concat(rest)))
          .isInstanceOf(DamagedValueException.class).hasMessageContaining("actor");
      assertThatThrownBy(() -> keys.hostOf(keys.hosts().begin().concat(rest).concat(KeyTuple.of("x"))))
          .isInstanceOf(DamagedValueException.class).hasMessageContaining("host");
    }
    assertThatThrownBy(() -> keys.hostOf(keys.host(new ActorHost(NodeId.of("n"), 0)))).as("processes count from 1")
        .isInstanceOf(DamagedValueException.class).hasMessageContaining("host");
    assertThatThrownBy(() -> keys.hostOf(keys.hosts().begin().concat(KeyTuple.of("a b")).concat(KeyTuple.of(1))))
        .isInstanceOf(DamagedValueException.class).hasMessageContaining("belongs to no host");
  }
}
