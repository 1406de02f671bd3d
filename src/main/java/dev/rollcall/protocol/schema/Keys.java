package dev.rollcall.protocol.schema;

import dev.rollcall.NodeId;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys of one cluster, all under one prefix. A heartbeat has a key apart from its node's record, so
 * that heartbeats never conflict with those who read the records. Immutable, but that it remembers the keys
 * of nodes and the nodes of keys, which are few and asked for in every transaction.
 *
 * <pre>
 * {prefix}/nodes/{id}                      state, incarnation, address; absent: Left
 * {prefix}/heartbeats/{id}                 incarnation, counter
 * {prefix}/suspicions/{target}/{voter}     the counter the voter watched stay the same
 * {prefix}/receipts/{id}                   the token of the node's last action that is not repeatable
 * {prefix}/view_number                     number of the current view
 * {prefix}/primary                         term, holder
 * {prefix}/incarnation                     the last incarnation given out
 * {prefix}/journal/{versionstamp}{0, 0}    what a transaction did, if the journal is on
 * </pre>
 */
public final class Keys {
  private final String prefix;
  private final Bytes nodes;
  private final KeyRange nodeRange;
  private final KeyRange heartbeatRange;
  private final Bytes viewNumber;
  private final Bytes primary;
  private final Bytes incarnation;
  private final KeyRange journalRange;
  private final Map<NodeId, OfNode> ofNode = new ConcurrentHashMap<>();
  private final Map<Bytes, NodeId> idOf = new ConcurrentHashMap<>();

  /** The keys under which a node has something of its own. */
  private record OfNode(Bytes record, Bytes heartbeat, KeyRange suspicions, Bytes receipt) {}

  /**
   * @param cluster name of the cluster, which keeps clusters in one store apart; of the form of a node id, so
   *     that no cluster's keys reach into another's
   * @throws IllegalArgumentException if the name is not of that form
   */
  public Keys(String cluster) {
    requireName(cluster);
    this.prefix = "cluster/" + cluster;
    this.nodes = Bytes.utf8(prefix + "/nodes/");
    this.nodeRange = KeyRange.prefix(nodes);
    this.heartbeatRange = KeyRange.prefix(Bytes.utf8(prefix + "/heartbeats/"));
    this.viewNumber = Bytes.utf8(prefix + "/view_number");
    this.primary = Bytes.utf8(prefix + "/primary");
    this.incarnation = Bytes.utf8(prefix + "/incarnation");
    this.journalRange = KeyRange.prefix(Bytes.utf8(prefix + "/journal/"));
  }

  public Bytes node(NodeId node) {
    return of(node).record;
  }

  public KeyRange nodes() {
    return nodeRange;
  }

  /** The node whose record has this key. */
  public NodeId nodeOf(Bytes recordKey) {
    return idAfter(nodes.length(), recordKey);
  }

  public Bytes heartbeat(NodeId node) {
    return of(node).heartbeat;
  }

  public KeyRange heartbeats() {
    return heartbeatRange;
  }

  /** The node whose heartbeat has this key. */
  public NodeId heartbeatOf(Bytes heartbeatKey) {
    return idAfter(heartbeatRange.begin().length(), heartbeatKey);
  }

  public Bytes suspicion(NodeId target, NodeId voter) {
    return suspicions(target).begin().concat(Bytes.utf8(voter.value()));
  }

  public KeyRange suspicions(NodeId target) {
    return of(target).suspicions;
  }

  /** The voter of the suspicion with this key. */
  public NodeId voterOf(NodeId target, Bytes suspicionKey) {
    return idAfter(suspicions(target).begin().length(), suspicionKey);
  }

  public Bytes receipt(NodeId node) {
    return of(node).receipt;
  }

  public Bytes viewNumber() {
    return viewNumber;
  }

  public Bytes primary() {
    return primary;
  }

  public Bytes incarnation() {
    return incarnation;
  }

  /** What comes before the versionstamp in the key of an event. */
  public Bytes journal() {
    return journalRange.begin();
  }

  public KeyRange journalRange() {
    return journalRange;
  }

  private OfNode of(NodeId node) {
    OfNode known = ofNode.get(node);
    return known != null ? known : ofNode.computeIfAbsent(node, n -> new OfNode(
        nodes.concat(Bytes.utf8(n.value())),
        heartbeatRange.begin().concat(Bytes.utf8(n.value())),
        KeyRange.prefix(Bytes.utf8(prefix + "/suspicions/" + n + "/")),
        Bytes.utf8(prefix + "/receipts/" + n)));
  }

  private NodeId idAfter(int prefix, Bytes key) {
    NodeId known = idOf.get(key);
    if (known != null) {
      return known;
    }
    try {
      NodeId id = NodeId.of(key.slice(prefix, key.length()).toUtf8());
      idOf.put(key, id);
      return id;
    } catch (IllegalArgumentException e) {
      throw new DamagedValueException(key, "belongs to no node, because " + e.getMessage());
    }
  }

  private static void requireName(String cluster) {
    try {
      NodeId.of(cluster);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("name of a cluster is no name: " + e.getMessage(), e);
    }
  }
}
