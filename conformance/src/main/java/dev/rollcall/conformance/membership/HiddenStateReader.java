package dev.rollcall.conformance.membership;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.PrimaryRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads the hidden state of a cluster: all that a later step may depend on and the projection does not show,
 * but for {@link #MAY_DIFFER}. Not thread-safe.
 *
 * <p>An incarnation is told by whose it is, so that paths with different numbers agree: 0 is none, 1 to n are
 * the running processes, and what is left of others follows in the order in which it is met.
 */
final class HiddenStateReader {
  /** What is left out, and why no later step can tell. */
  static final Map<String, String> MAY_DIFFER = Map.ofEntries(
      Map.entry("numbers of incarnations",
          "they are only compared for equality, and a new one is new whatever it is; kept is whose each one is"),
      Map.entry("counters of heartbeats",
          "they are only compared for equality; the projection shows who has watched the current one for long enough"),
      Map.entry("sightings of former heartbeats",
          "an incarnation's counter only rises and incarnations are not given out twice, so a former heartbeat "
              + "never comes back: its node is not silent, and the next look begins again"),
      Map.entry("sightings of a watch whose process lost its lease",
          "the next heartbeat forgets them, and no action before it may use them"),
      Map.entry("the address in a record whose process is gone",
          "nobody is there, and whoever takes the record over or joins writes an address of its own"),
      Map.entry("suspicions that no longer count",
          "they name a former heartbeat of the target or a voter's incarnation that may no longer vote, and "
              + "neither comes back"),
      Map.entry("the time on the clocks", "only differences are ever taken"),
      Map.entry("the age of a lease",
          "a clock moves only to where a lease ends, or for the failure timeout with heartbeats in between; one of a "
              + "paused process counts because there was one"),
      Map.entry("how much longer than the failure timeout a node was watched", "it is silent from then on"),
      Map.entry("whether the store names its format",
          "who joins writes it where it is missing, and does the same after"),
      Map.entry("when the primary was elected", "it is wall-clock time, for people only"),
      Map.entry("tokens of receipts",
          "only a process that has not settled an outcome compares one, and it does nothing else before"),
      Map.entry("versions of the store", "the protocol stores none, and transactions do not span steps"));

  private final SimulatedCluster cluster;
  private final List<NodeId> nodes;
  private final int processes;
  private final List<String> labels = new ArrayList<>();
  private final List<String> addresses;

  // Where the store holds what is coded, what the projection shows, and what is declared to make no difference.
  private final Set<Bytes> known = new HashSet<>();
  private final Predicate<Bytes> isReadElsewhere;
  private final List<KeyRange> suspicions;

  // During one reading.
  private final long[] incarnations;
  private int met;
  private long[] codes;
  private int length;

  /**
   * @param isReadElsewhere keys of the store that are not of the membership
   */
  HiddenStateReader(SimulatedCluster cluster, Predicate<Bytes> isReadElsewhere) {
    this.cluster = cluster;
    this.isReadElsewhere = isReadElsewhere;
    this.nodes = cluster.constants().nodes();
    this.processes = cluster.processNames().size();
    this.addresses = cluster.processNames().stream().map(SimulatedCluster::address).toList();
    Keys keys = cluster.keys();
    nodes.forEach(node -> known.addAll(List.of(keys.node(node), keys.heartbeat(node), keys.receipt(node))));
    known.addAll(List.of(keys.viewNumber(), keys.primary(), keys.incarnation(), keys.format()));
    this.suspicions = nodes.stream().map(keys::suspicions).toList();
    this.incarnations = new long[processes + 2 * nodes.size() + 1];
    for (String process : cluster.processNames()) {
      labels.add("lease of " + process + " granted");
    }
    for (NodeId node : nodes) {
      labels.add("incarnation in the record of " + node);
      labels.add("address of " + node);
      labels.add("incarnation in the heartbeat of " + node);
    }
    labels.add("incarnation of the primary");
  }

  /** The hidden state as it is now. */
  HiddenState read() {
    Registry registry = cluster.registry();
    Map<NodeId, Heartbeat> heartbeats = registry.heartbeats();
    registry.records();
    codes = new long[labels.size()];
    length = 0;
    for (met = 0; met < processes; met++) {
      incarnations[met] = cluster.process(met).incarnation();
    }
    for (int i = 0; i < processes; i++) {
      add(cluster.process(i).lease().granted() ? 1 : 0);
    }
    for (NodeId node : nodes) {
      NodeRecord record = registry.record(node);
      Heartbeat heartbeat = heartbeats.get(node);
      add(record == null ? 0 : whose(record.incarnation()));
      add(record == null || cluster.ownerOf(node, record) < 0 ? 0 : 1 + addresses.indexOf(record.address()));
      add(heartbeat == null ? 0 : whose(heartbeat.incarnation()));
    }
    PrimaryRecord primary = registry.primary();
    add(primary.holder().isEmpty() ? 0 : whose(primary.holder().get().incarnation()));
    return new HiddenState(labels, codes, unknown());
  }

  private void add(long code) {
    codes[length++] = code;
  }

  private long whose(long incarnation) {
    for (int i = 0; i < met; i++) {
      if (incarnations[i] == incarnation) {
        return i + 1L;
      }
    }
    incarnations[met++] = incarnation;
    return met;
  }

  /** What no code stands for is kept as it is, so that nothing new in the store goes unseen. */
  private List<KeyValue> unknown() {
    List<KeyValue> unknown = List.of();
    for (KeyValue entry : cluster.snapshot().store()) {
      if (!known.contains(entry.key()) && !isSuspicion(entry.key()) && !isReadElsewhere.test(entry.key())) {
        unknown = unknown.isEmpty() ? new ArrayList<>() : unknown;
        unknown.add(entry);
      }
    }
    return unknown;
  }

  private boolean isSuspicion(Bytes key) {
    for (KeyRange range : suspicions) {
      if (range.contains(key)) {
        return true;
      }
    }
    return false;
  }
}
