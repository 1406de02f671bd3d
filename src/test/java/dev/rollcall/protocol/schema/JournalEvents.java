package dev.rollcall.protocol.schema;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Events as they may come, and more. */
final class JournalEvents {
  /** Incarnations, counters, terms, epochs: whatever counts from 1. */
  static final Arbitrary<Long> POSITIVE = Arbitraries.longs().greaterOrEqual(1);

  private JournalEvents() {}

  static Arbitrary<JournalEvent> any() {
    Arbitrary<Long> incarnations = Arbitraries.longs().greaterOrEqual(0);
    Arbitrary<NodeId> ids = Arbitraries.strings().withChars("n1:_").ofMinLength(1).ofMaxLength(9).map(NodeId::of);
    Arbitrary<String> names = Arbitraries.of("NodeJoin", "MarkNodeFailed", "", "Übergabe");
    return Combinators.combine(
        Arbitraries.longs(), names, ids, incarnations, incarnations, ids.optional(),
        changes(POSITIVE, ids).list().ofMaxSize(6))
        .as(JournalEvent::new);
  }

  static Arbitrary<NodeRecord> records(Arbitrary<Long> numbers, Arbitrary<String> addresses) {
    Arbitrary<NodeState> states = Arbitraries.of(NodeState.values()).filter(s -> s != NodeState.LEFT);
    Arbitrary<Optional<Duration>> leases =
        Arbitraries.longs().between(1, Long.MAX_VALUE).map(Duration::ofNanos).optional();
    Arbitrary<Tags> tags = Arbitraries.maps(
        Arbitraries.of("", "rack", "zone", "日本"), Arbitraries.strings().ascii().ofMaxLength(20)).map(Tags::of);
    return Combinators.combine(states, numbers, addresses, leases, tags).as(NodeRecord::new);
  }

  private static Arbitrary<Change> changes(Arbitrary<Long> numbers, Arbitrary<NodeId> ids) {
    Arbitrary<NodeRecord> records = records(numbers, Arbitraries.of("", "höst:1"));
    Arbitrary<Heartbeat> heartbeats = Combinators.combine(numbers, numbers).as(Heartbeat::new);
    Arbitrary<PrimaryRecord.Holder> holders =
        Combinators.combine(ids, numbers, Arbitraries.longs()).as(PrimaryRecord.Holder::new);
    Arbitrary<ActorId> actors = Arbitraries.of("a", "account:1").map(ActorId::of);
    Arbitrary<PlacementRecord> placements = Combinators.combine(
        numbers, Combinators.combine(ids, numbers).as(ActorHost::new).optional()).as(PlacementRecord::new);
    return Arbitraries.oneOf(List.of(
        Combinators.combine(ids, records.optional()).as(Change.OfRecord::new),
        Combinators.combine(ids, heartbeats.optional()).as(Change.OfHeartbeat::new),
        Combinators.combine(ids, ids, Combinators.combine(numbers, heartbeats).as(Suspicion::new))
            .as(Change.OfSuspicion::new),
        numbers.map(Change.OfView::new),
        Combinators.combine(actors, placements, Arbitraries.of(true, false)).as(Change.OfPlacement::new),
        Combinators.combine(numbers, holders.optional()).as(PrimaryRecord::new).map(Change.OfPrimary::new)));
  }
}
