package dev.rollcall.protocol.schema;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import java.util.List;

/**
 * The keys of one cluster's actors; docs/schema.md has them byte for byte. What is placed at one process lies
 * together, so that it can be read in batches. Immutable.
 *
 * <pre>
 * (cluster, {name}, actors, {actor})                          epoch, and where the actor is placed
 * (cluster, {name}, placed, {node}, {incarnation}, {actor})   exists if the actor is placed at that process
 * (cluster, {name}, hosts, {node}, {incarnation})             how many are
 * (cluster, {name}, arrivals, {node}, {incarnation}, {actor}) exists if it was moved there and not yet activated
 * (cluster, {name}, arrived, {node})                          how many were ever moved to a process of the node
 * </pre>
 */
public final class ActorKeys {
  private final Bytes placements;
  private final Bytes placed;
  private final Bytes arrivals;
  private final KeyRange hosts;
  private final KeyRange arrived;

  ActorKeys(Bytes prefix) {
    this.placements = prefix.concat(KeyTuple.of("actors"));
    this.placed = prefix.concat(KeyTuple.of("placed"));
    this.arrivals = prefix.concat(KeyTuple.of("arrivals"));
    this.hosts = KeyRange.prefix(prefix.concat(KeyTuple.of("hosts")));
    this.arrived = KeyRange.prefix(prefix.concat(KeyTuple.of("arrived")));
  }

  public Bytes placement(ActorId actor) {
    return placements.concat(KeyTuple.of(actor.value()));
  }

  public Bytes placed(ActorHost host, ActorId actor) {
    return placed(host).begin().concat(KeyTuple.of(actor.value()));
  }

  public KeyRange placed(ActorHost host) {
    return KeyRange.prefix(placed.concat(encoded(host)));
  }

  public Bytes arrival(ActorHost host, ActorId actor) {
    return arrivals(host).begin().concat(KeyTuple.of(actor.value()));
  }

  public KeyRange arrivals(ActorHost host) {
    return KeyRange.prefix(arrivals.concat(encoded(host)));
  }

  /** The counter of what is placed at this process. */
  public Bytes host(ActorHost host) {
    return hosts.begin().concat(encoded(host));
  }

  public KeyRange hosts() {
    return hosts;
  }

  /** A counter that rises with each arrival at the node, for its process to watch. */
  public Bytes arrived(NodeId node) {
    return arrived.begin().concat(KeyTuple.of(node.value()));
  }

  public KeyRange arrived() {
    return arrived;
  }

  /** The process whose counter has this key. */
  ActorHost hostOf(Bytes hostKey) {
    List<Object> elements = elements(hosts.begin(), hostKey);
    if (elements.size() != 2 || !(elements.get(0) instanceof String node)
        || !(elements.get(1) instanceof Long incarnation) || incarnation == 0) {
      throw new DamagedValueException(hostKey, "is not one of a host's keys");
    }
    try {
      return new ActorHost(NodeId.of(node), incarnation);
    } catch (IllegalArgumentException e) {
      throw new DamagedValueException(hostKey, "belongs to no host, because " + e.getMessage());
    }
  }

  /** The actor of a key in such a range as {@link #placed(ActorHost)} and {@link #arrivals(ActorHost)} give. */
  static ActorId actorIn(KeyRange range, Bytes key) {
    List<Object> elements = elements(range.begin(), key);
    if (elements.size() != 1 || !(elements.get(0) instanceof String actor)) {
      throw new DamagedValueException(key, "is not one of an actor's keys");
    }
    try {
      return ActorId.of(actor);
    } catch (IllegalArgumentException e) {
      throw new DamagedValueException(key, "belongs to no actor, because " + e.getMessage());
    }
  }

  private static List<Object> elements(Bytes prefix, Bytes key) {
    return KeyTuple.elements(key.slice(prefix.length(), key.length())).orElse(List.of());
  }

  private static Bytes encoded(ActorHost host) {
    return KeyTuple.of(host.node().value()).concat(KeyTuple.of(host.incarnation()));
  }
}
