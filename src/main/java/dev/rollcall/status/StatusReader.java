package dev.rollcall.status;

import dev.rollcall.MembershipConfig;
import dev.rollcall.protocol.schema.ClusterNames;
import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.Placements;
import dev.rollcall.protocol.schema.PrimaryRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the status of a cluster. Each reading is one transaction, of snapshot reads only: it is consistent, costs some
 * range reads whatever the cluster does, and never makes a step of a node conflict. Thread-safe.
 *
 * <p>Methods throw {@link dev.rollcall.store.StoreUnavailableException} if the store cannot be reached in time.
 */
public final class StatusReader {
  private final Store store;
  private final Keys keys;
  private final int votes;

  /** For a cluster in which one suspicion is enough to fail a node. */
  public StatusReader(Store store, Keys keys) {
    this(store, keys, MembershipConfig.DEFAULT.votes());
  }

  /**
   * @param votes suspicions wanted before a node may be failed, as the members have it configured
   */
  public StatusReader(Store store, Keys keys, int votes) {
    this.store = store;
    this.keys = keys;
    this.votes = votes;
  }

  /**
   * The cluster now; empty if no node has ever joined a cluster of this name here.
   *
   * @throws dev.rollcall.protocol.schema.UnsupportedFormatException if its data is in a format that this release does
   *     not know
   * @throws DamagedValueException if there is a value that cannot be read, naming its key
   */
  public Optional<ClusterStatus> read() {
    try (Transaction transaction = store.begin()) {
      Registry registry = new Registry(transaction.snapshot(), keys);
      long format = registry.format();
      if (format == 0 && !registry.records().isEmpty()) {
        throw new DamagedValueException(keys.format(), "is missing or 0, though there are nodes");
      }
      return format == 0 ? Optional.empty() : Optional.of(
          status(registry, format, new Placements(transaction.snapshot(), keys)));
    }
  }

  private ClusterStatus status(Registry registry, long format, Placements placements) {
    List<NodeStatus> nodes = new ArrayList<>();
    registry.heartbeats();
    registry.records().forEach((node, record) -> nodes.add(new NodeStatus(
        node, record.state(), record.incarnation(), record.address(), record.leaseDuration(),
        record.tags(), registry.heartbeat(node))));
    List<SuspicionStatus> suspicions = new ArrayList<>();
    registry.suspicions().forEach((target, votes) -> votes.forEach((voter, suspicion) -> suspicions.add(
        new SuspicionStatus(target, voter, suspicion, registry.counts(target, voter, suspicion)))));
    PrimaryRecord primary = registry.primary();
    return new ClusterStatus(keys.cluster(), format, registry.view(), primary.term(), primary.info(),
        registry.electorate(votes), nodes, suspicions, hosts(registry, placements));
  }

  private static List<HostStatus> hosts(Registry registry, Placements placements) {
    return placements.loads().entrySet().stream().filter(load -> load.getValue() > 0)
        .map(load -> new HostStatus(load.getKey(), load.getValue(), !registry.isActive(load.getKey()))).toList();
  }

  /**
   * The names of the first clusters that the store holds, in order; to be told where one is not found.
   *
   * @param most how many names are wanted at most
   * @throws DamagedValueException if there is a key that belongs to no cluster
   */
  public List<String> clusters(int most) {
    try (Transaction transaction = store.begin()) {
      return ClusterNames.read(transaction.snapshot(), most);
    }
  }
}
