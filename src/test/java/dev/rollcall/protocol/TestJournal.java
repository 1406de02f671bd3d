package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.protocol.journal.JournalEntry;
import dev.rollcall.protocol.journal.JournalReader;
import dev.rollcall.protocol.schema.Change;
import dev.rollcall.protocol.schema.JournalEvent;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.protocol.schema.WritableRegistry;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.StoreFixture;
import dev.rollcall.store.Versionstamp;
import dev.rollcall.store.memory.MemorySnapshot;
import dev.rollcall.store.memory.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a test wants to know of a cluster's journal. */
final class TestJournal {
  private TestJournal() {}

  static List<JournalEvent> events(TestCluster cluster) {
    List<JournalEntry> entries = new ArrayList<>();
    new JournalReader(cluster.store, cluster.keys).read(Versionstamp.NONE, Long.MAX_VALUE, entries::add);
    return entries.stream().map(JournalEntry::event).toList();
  }

  /** How many entries there are, whether or not they decode. */
  static int size(TestCluster cluster) {
    return cluster.contents().getRange(cluster.keys.journalRange()).size();
  }

  /** What is in the store of a cluster in which these events, and nothing else, happened. */
  static Map<Bytes, Bytes> rebuilt(List<JournalEvent> events, Keys keys) {
    MemoryStore store = new MemoryStore();
    for (JournalEvent event : events) {
      StoreFixture.commit(store, transaction -> {
        WritableRegistry registry = Registry.writable(transaction, keys);
        event.changes().forEach(change -> apply(change, registry));
      });
    }
    return contents(store.snapshot(), keys);
  }

  /** What is in the store but for what no event tells of: the journal, receipts, the format, the incarnation counter. */
  static Map<Bytes, Bytes> contents(MemorySnapshot snapshot, Keys keys) {
    Map<Bytes, Bytes> contents = new TreeMap<>();
    snapshot.forEach(entry -> contents.put(entry.key(), entry.value()));
    contents.keySet().removeIf(key -> keys.journalRange().contains(key) || key.equals(keys.incarnation())
        || key.equals(keys.format())
        || key.toString().contains("receipts"));
    return contents;
  }

  private static void apply(Change change, WritableRegistry registry) {
    if (change instanceof Change.OfRecord of) {
      registry.putRecord(of.node(), of.record().orElse(null));
    } else if (change instanceof Change.OfHeartbeat of) {
      of.heartbeat().ifPresentOrElse(h -> registry.putHeartbeat(of.node(), h), () -> registry.withdraw(of.node()));
    } else if (change instanceof Change.OfSuspicion of) {
      registry.putSuspicion(of.target(), of.voter(), of.suspicion());
    } else if (change instanceof Change.OfView of) {
      registry.installView();
      assertThat(registry.viewNumber()).isEqualTo(of.number());
    } else if (change instanceof Change.OfPrimary of) {
      registry.putPrimary(of.primary());
    } else {
      throw new AssertionError("no action of the membership makes " + change);
    }
  }
}
