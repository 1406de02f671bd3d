package dev.rollcall.migration;

import static dev.rollcall.migration.ActorCluster.A;
import static dev.rollcall.migration.ActorCluster.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.journal.JournalEntry;
import dev.rollcall.protocol.journal.JournalReader;
import dev.rollcall.protocol.schema.Change;
import dev.rollcall.protocol.schema.JournalEvent;
import dev.rollcall.protocol.schema.PlacementRecord;
import dev.rollcall.store.StoreLimits;
import dev.rollcall.store.Versionstamp;
import dev.rollcall.store.memory.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The journal tells of each transaction that changed anything about actors. */
class ActorJournalTest {
  private final ActorCluster cluster = new ActorCluster(Journal.keeping(Duration.ofDays(1)));
  private final Host n1 = cluster.member("n1");
  private final Host n2 = cluster.member("n2");
  private final Host n3 = cluster.member("n3");

  private List<JournalEvent> events() {
    List<JournalEntry> entries = new ArrayList<>();
    new JournalReader(cluster.cluster.store, cluster.keys()).read(Versionstamp.NONE, Long.MAX_VALUE, entries::add);
    return entries.stream().map(JournalEntry::event).filter(event -> event.action().contains("Actor")).toList();
  }

  private static Change placement(ActorId actor, long epoch, Host host, boolean arriving) {
    return new Change.OfPlacement(
        actor, new PlacementRecord(epoch, Optional.ofNullable(host).map(Host::place)), arriving);
  }

  private JournalEvent event(String action, Host by, Change... changes) {
    long incarnation = by.process.state.incarnation();
    return new JournalEvent(cluster.reading().wallMillis(), action, by.id, incarnation, incarnation,
        Optional.empty(), List.of(changes));
  }

  @Test
  void anEventSaysWhichActorsWereAtWhichPlaceAfterIt() {
    n3.activates(A, B);
    cluster.fails(n3, n2);
    n1.triesToMigrate(Map.of(A, n2.id, B, n1.id));
    n2.activates(A);
    n2.deactivates(A);
    List<JournalEvent> events = events();
    assertThat(events.subList(2, 5)).containsExactly(
        event("MigrateActors", n1, placement(A, 2, n2, true), placement(B, 2, n1, true)),
        event("ActivateActor", n2, placement(A, 2, n2, false)),
        event("DeactivateActor", n2, placement(A, 2, null, false)));
    assertThat(events).hasSize(5).extracting(JournalEvent::action)
        .startsWith("ActivateActor", "ActivateActor");
  }

  @Test
  void whatChangesNothingLeavesNoEvent() {
    n3.activates(A);
    n3.activates(A);
    n2.mayNotActivate(A, Refusal.PLACED_ELSEWHERE);
    n1.mayNotMigrate(A, n2.id, Refusal.NOT_DUE);
    n3.meeting(Fault.UNKNOWN_COMMITTED).triesToDeactivate(A);
    n3.deactivates(A);
    assertThat(events()).extracting(JournalEvent::action).containsExactly("ActivateActor", "DeactivateActor");
  }

  @Test
  void placementsAndArrivalsAreRebuiltFromTheJournalAlone() {
    ActorId[] actors = {A, B, ActorId.of("c"), ActorId.of("d")};
    n3.activates(actors);
    n2.activates(ActorId.of("e"));
    n2.deactivates(ActorId.of("e"));
    cluster.fails(n3, n2);
    Migration.step(new MigrationQueue(n1.process.context), n1.process.state);
    n1.activates(cluster.arrivals(n1).get(0));
    Map<ActorId, Change.OfPlacement> last = new TreeMap<>();
    events().forEach(event -> event.changes().forEach(
        change -> last.put(((Change.OfPlacement) change).actor(), (Change.OfPlacement) change)));
    assertThat(last).hasSize(5).allSatisfy((actor, change) -> {
      assertThat(change.placement()).isEqualTo(cluster.placement(actor));
      assertThat(change.arriving()).isEqualTo(change.placement().host()
          .filter(host -> cluster.placements().isArriving(host, actor)).isPresent());
    });
  }

  @Test
  void anEventHasRoomForTheLargestBatch() {
    String longest = "x".repeat(120);
    PlacementRecord placement = new PlacementRecord(Long.MAX_VALUE,
        Optional.of(new ActorHost(NodeId.of("n".repeat(128)), Long.MAX_VALUE)));
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < MigrateActors.MOST; i++) {
      changes.add(new Change.OfPlacement(ActorId.of(longest + String.format("%08d", i)), placement, true));
    }
    JournalEvent largest = new JournalEvent(
        0, "MigrateActors", NodeId.of("n".repeat(128)), 1, 1, Optional.empty(), changes);
    assertThat(largest.encode().length()).isLessThanOrEqualTo(StoreLimits.VALUE_BYTES);
  }
}
