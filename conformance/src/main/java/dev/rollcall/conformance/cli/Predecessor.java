package dev.rollcall.conformance.cli;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.status.NodeStatus;
import dev.rollcall.status.StatusReader;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import java.util.Optional;

/** The process that a node's record belongs to before a new one joins. Not thread-safe. */
final class Predecessor {
  private final StatusReader reader;
  private final NodeId node;
  private Optional<NodeStatus> first = Optional.empty();

  Predecessor(Store store, String cluster, NodeId node) {
    this.reader = new StatusReader(store, new Keys(cluster));
    this.node = node;
  }

  /** Finds out who it is; empty if there is none, or nobody can tell. */
  Optional<NodeStatus> look() {
    first = read();
    return first;
  }

  /** Whether it has sent a heartbeat since, and so lives. */
  boolean lives() {
    return first.isPresent() && read().filter(now -> now.incarnation() == first.get().incarnation())
        .filter(now -> counter(now) > counter(first.get())).isPresent();
  }

  private static long counter(NodeStatus status) {
    return status.heartbeat().map(Heartbeat::counter).orElse(0L);
  }

  private Optional<NodeStatus> read() {
    try {
      return reader.read().flatMap(cluster -> cluster.node(node));
    } catch (StoreUnavailableException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return first.map(old -> "incarnation " + old.incarnation() + ", address " + old.address()).orElse("none");
  }
}
