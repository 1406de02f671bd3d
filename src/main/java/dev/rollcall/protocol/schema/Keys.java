package dev.rollcall.protocol.schema;

import dev.rollcall.NodeId;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;

/**
 * The keys of one cluster, all under one prefix. A heartbeat has a key apart from its node's record, so
 * that heartbeats never conflict with those who read the records. Immutable.
 *
 * <pre>
 * {prefix}/nodes/{id}                      state, incarnation, address; absent: Left
 * {prefix}/heartbeats/{id}                 incarnation, counter
 * {prefix}/suspicions/{target}/{voter}     the counter the voter watched stay the same
 * {prefix}/receipts/{id}                   the token of the node's last action that is not repeatable
 * {prefix}/view_number                     number of the current view
 * {prefix}/primary                         term, holder
 * {prefix}/incarnation                     the last incarnation given out
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
  }

  public Bytes node(NodeId node) {
    return nodes.concat(Bytes.utf8(node.value()));
  }

  public KeyRange nodes() {
    return nodeRange;
  }

  /** The node whose record has this key. */
  public NodeId nodeOf(Bytes recordKey) {
    return idAfter(nodes.length(), recordKey);
  }

  public Bytes heartbeat(NodeId node) {
    return Bytes.utf8(prefix + "/heartbeats/" + node);
  }

  public KeyRange heartbeats() {
    return heartbeatRange;
  }

  /** The node whose heartbeat has this key. */
  public NodeId heartbeatOf(Bytes heartbeatKey) {
    return idAfter(heartbeatRange.begin().length(), heartbeatKey);
  }

  public Bytes suspicion(NodeId target, NodeId voter) {
    return Bytes.utf8(prefix + "/suspicions/" + target + "/" + voter);
  }

  public KeyRange suspicions(NodeId target) {
    return KeyRange.prefix(Bytes.utf8(prefix + "/suspicions/" + target + "/"));
  }

  /** The voter of the suspicion with this key. */
  public NodeId voterOf(NodeId target, Bytes suspicionKey) {
    return idAfter(suspicions(target).begin().length(), suspicionKey);
  }

  public Bytes receipt(NodeId node) {
    return Bytes.utf8(prefix + "/receipts/" + node);
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

  private static NodeId idAfter(int prefix, Bytes key) {
    try {
      return NodeId.of(key.slice(prefix, key.length()).toUtf8());
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
