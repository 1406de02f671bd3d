package dev.rollcall.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.PlacementRecord;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.memory.MemorySnapshot;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether what the store keeps of actors agrees with itself; read from bare keys, not through production's ranges. */
final class Consistency {
  private final Map<String, PlacementRecord> placements = new TreeMap<>();
  private final Set<String> placed = new TreeSet<>();
  private final Set<String> arrivals = new TreeSet<>();
  private final Map<String, Long> hosts = new TreeMap<>();

  private Consistency() {}

  static void check(MemorySnapshot contents, Keys keys) {
    Consistency found = new Consistency();
    contents.forEach(found::take);
    Set<String> expected = new TreeSet<>();
    Map<String, Long> counted = new TreeMap<>();
    found.placements.forEach((actor, placement) -> placement.host().ifPresent(host -> {
      String place = host.node() + "/" + host.incarnation();
      expected.add(place + "/" + actor);
      counted.merge(place, 1L, Long::sum);
    }));
    assertThat(found.placed).as("index").isEqualTo(expected);
    found.arrivals.removeAll(expected);
    assertThat(found.arrivals).as("arrivals that are not placed").isEmpty();
    found.hosts.values().removeIf(count -> count == 0);
    assertThat(found.hosts).as("counters").isEqualTo(counted);
  }

  private void take(KeyValue entry) {
    String[] path = Keys.describe(entry.key()).split("/", 4);
    switch (path[2]) {
      case "actors" -> placements.put(path[3], PlacementRecord.decode(entry.key(), entry.value()));
      case "placed" -> placed.add(path[3]);
      case "arrivals" -> arrivals.add(path[3]);
      case "hosts" -> hosts.put(path[3], entry.value().littleEndianLong());
      default -> { }
    }
  }
}
