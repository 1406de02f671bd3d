package dev.rollcall.conformance.migration;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.conformance.membership.SimulatedCluster;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.PlacementRecord;
import dev.rollcall.protocol.schema.Placements;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.memory.MemorySnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What the store holds of actors, decoded anew only when the store has changed. Not thread-safe. */
final class StoredActors {
  private final SimulatedCluster cluster;
  private final ActorConstants constants;

  private MemorySnapshot decoded;
  private final Map<ActorId, PlacementRecord> placements = new TreeMap<>();
  private final Set<ActorId> due = new TreeSet<>();
  private final Set<ActorId> arriving = new TreeSet<>();
  private String disagreement = "";

  StoredActors(SimulatedCluster cluster, ActorConstants constants) {
    this.cluster = cluster;
    this.constants = constants;
  }

  /** Tells the keys of actors from others. */
  static Predicate<Bytes> keys() {
    // Told from what people read, and remembered: a model has few keys, and each is asked for many million times.
    Map<Bytes, Boolean> known = new HashMap<>();
    return key -> known.computeIfAbsent(key,
        k -> Keys.describe(k).matches("cluster/[^/]+/(actors|placed|hosts|arrivals|arrived)/.*"));
  }

  /** Where an actor is placed. */
  PlacementRecord placement(ActorId actor) {
    read();
    return placements.get(actor);
  }

  /** Actors found where a primary looks for them: in the index of what is placed at processes that are gone. */
  Set<ActorId> due() {
    read();
    return due;
  }

  /** Whether the actor waits at its host to be activated there. */
  boolean isArriving(ActorId actor) {
    read();
    return arriving.contains(actor);
  }

  /** How index and counters differ from the placements; empty if they do not. */
  String disagreement() {
    read();
    return disagreement;
  }

  private void read() {
    MemorySnapshot stored = cluster.stored();
    if (stored == decoded) {
      return;
    }
    Placements reads = new Placements(stored, cluster.keys());
    placements.clear();
    due.clear();
    arriving.clear();
    SortedMap<ActorHost, Set<ActorId>> expected = new TreeMap<>();
    for (ActorId actor : constants.actors()) {
      PlacementRecord placement = reads.placement(actor);
      placements.put(actor, placement);
      placement.host().ifPresent(host -> {
        expected.computeIfAbsent(host, h -> new TreeSet<>()).add(actor);
        if (reads.isArriving(host, actor)) {
          arriving.add(actor);
        }
      });
    }
    SortedMap<ActorHost, Set<ActorId>> indexed = indexed(reads);
    indexed.forEach((host, actors) -> {
      if (!cluster.registry().isActive(host)) {
        due.addAll(actors);
      }
    });
    disagreement = indexed.equals(expected) ? "" : "indexed and counted is " + indexed + ", placed is " + expected;
    decoded = stored;
  }

  /** What the counters and the index say; a host with as many actors as are counted there, and more than none. */
  private SortedMap<ActorHost, Set<ActorId>> indexed(Placements reads) {
    SortedMap<ActorHost, Set<ActorId>> indexed = new TreeMap<>();
    reads.loads().forEach((host, count) -> {
      Set<ActorId> actors = new TreeSet<>(reads.placedAt(host, null, constants.actors().size() + 1));
      if (count != actors.size()) {
        throw new IllegalStateException(
            count + " actors are counted at " + host + ", and " + actors + " are placed there");
      }
      if (count > 0) {
        indexed.put(host, actors);
      }
    });
    return indexed;
  }
}
