package dev.rollcall.protocol.schema;

import dev.rollcall.NodeId;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys of one cluster, all tuples that begin with {@code "cluster"} and its name; docs/schema.md has them byte for
 * byte. A heartbeat has a key apart from its node's record, so that heartbeats never conflict with those who read the
 * records. Immutable, but that it remembers keys of nodes and nodes of keys, which are asked for in every transaction.
 *
 * <pre>
 * (cluster, {name}, format)                        number of the format of all this
 * (cluster, {name}, nodes, {id})                   state, incarnation, address; absent: Left
 * (cluster, {name}, heartbeats, {id})              incarnation, counter
 * (cluster, {name}, suspicions, {target}, {voter}) the counter the voter watched stay the same
 * (cluster, {name}, receipts, {id})                the token of the node's last action that is not repeatable
 * (cluster, {name}, failures, {id})                how often the node failed in a row
 * (cluster, {name}, evictions, {id})               the incarnation that is asked to leave
 * (cluster, {name}, view_number)                   number of the current view
 * (cluster, {name}, primary)                       term, holder
 * (cluster, {name}, incarnation)                   the last incarnation given out
 * (cluster, {name}, journal, {versionstamp})        what a transaction did, if the journal is on
 * </pre>
 *
 * {@link #actors} has those of actors.
 */
public final class Keys {
  private final String cluster;
  private final Bytes prefix;
  private final Bytes format;
  private final KeyRange nodeRange;
  private final KeyRange heartbeatRange;
  private final KeyRange suspicionRange;
  private final KeyRange receiptRange;
  private final KeyRange failureRange;
  private final KeyRange evictionRange;
  private final Bytes viewNumber;
  private final Bytes primary;
  private final Bytes incarnation;
  private final KeyRange journalRange;
  private final ActorKeys actors;
  private final Map<NodeId, OfNode> ofNode = new ConcurrentHashMap<>();
  private final Map<Bytes, NodeId> idOf = new ConcurrentHashMap<>();

  /** Ids of nodes come and go, so what is remembered is forgotten at so many: more than a cluster has. */
  private static final int MOST_REMEMBERED = 1 << 15;

  /** The keys under which a node has something of its own. */
  private record OfNode(
      Bytes record, Bytes heartbeat, KeyRange suspicions, Bytes receipt, Bytes failures, Bytes eviction) {}

  /**
   * @param cluster name of the cluster, which keeps clusters in one store apart; of the form of a node id, so
   *     that no cluster's keys reach into another's
   * @throws IllegalArgumentException if the name is not of that form
   */
  public Keys(String cluster) {
    requireName(cluster);
    this.cluster = cluster;
    this.prefix = KeyTuple.of("cluster", cluster);
    this.format = key("format");
    this.nodeRange = KeyRange.prefix(key("nodes"));
    this.heartbeatRange = KeyRange.prefix(key("heartbeats"));
    this.suspicionRange = KeyRange.prefix(key("suspicions"));
    this.receiptRange = KeyRange.prefix(key("receipts"));
    this.failureRange = KeyRange.prefix(key("failures"));
    this.evictionRange = KeyRange.prefix(key("evictions"));
    this.viewNumber = key("view_number");
    this.primary = key("primary");
    this.incarnation = key("incarnation");
    this.journalRange = KeyRange.prefix(key("journal").concat(KeyTuple.VERSIONSTAMP));
    this.actors = new ActorKeys(prefix);
  }

  /** The key as people read it: {@code cluster/orders/nodes/n1}, or its bytes if it is none of a cluster's. */
  public static String describe(Bytes key) {
    return KeyTuple.describe(key);
  }

  /** All keys of the cluster. */
  public KeyRange all() {
    return KeyRange.prefix(prefix);
  }

  private Bytes key(String... names) {
    return prefix.concat(KeyTuple.of(names));
  }

  /** The name of the cluster. */
  public String cluster() {
    return cluster;
  }

  public Bytes format() {
    return format;
  }

  public Bytes node(NodeId node) {
    return of(node).record;
  }

  public KeyRange nodes() {
    return nodeRange;
  }

  /** The node whose record has this key. */
  public NodeId nodeOf(Bytes recordKey) {
    return idAfter(nodeRange.begin().length(), recordKey);
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
    return suspicions(target).begin().concat(KeyTuple.of(voter.value()));
  }

  public KeyRange suspicions(NodeId target) {
    return of(target).suspicions;
  }

  /** The voter of the suspicion with this key. */
  public NodeId voterOf(NodeId target, Bytes suspicionKey) {
    return idAfter(suspicions(target).begin().length(), suspicionKey);
  }

  /** Those of all targets. */
  public KeyRange suspicions() {
    return suspicionRange;
  }

  /** The target of the suspicion with this key. It is not remembered: the key stands for the voter there. */
  public NodeId targetOf(Bytes suspicionKey) {
    List<String> names = namesAfter(suspicionRange.begin().length(), suspicionKey);
    return id(suspicionKey, names.size() == 2 ? names.subList(0, 1) : List.of());
  }

  public Bytes receipt(NodeId node) {
    return of(node).receipt;
  }

  public KeyRange receipts() {
    return receiptRange;
  }

  public Bytes failures(NodeId node) {
    return of(node).failures;
  }

  public KeyRange failures() {
    return failureRange;
  }

  /** The node whose failures have this key. */
  public NodeId failedOf(Bytes failuresKey) {
    return idAfter(failureRange.begin().length(), failuresKey);
  }

  public Bytes eviction(NodeId node) {
    return of(node).eviction;
  }

  public KeyRange evictions() {
    return evictionRange;
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

  public ActorKeys actors() {
    return actors;
  }

  private OfNode of(NodeId node) {
    OfNode known = ofNode.get(node);
    return known != null ? known : remembered(ofNode, node, new OfNode(
        key("nodes", node.value()), key("heartbeats", node.value()), KeyRange.prefix(key("suspicions", node.value())),
        key("receipts", node.value()), key("failures", node.value()), key("evictions", node.value())));
  }

  private static <K, V> V remembered(Map<K, V> map, K key, V value) {
    if (map.size() >= MOST_REMEMBERED) {
      map.clear();
    }
    map.put(key, value);
    return value;
  }

  private NodeId idAfter(int prefix, Bytes key) {
    NodeId known = idOf.get(key);
    if (known != null) {
      return known;
    }
    return remembered(idOf, key, id(key, namesAfter(prefix, key)));
  }

  private static List<String> namesAfter(int prefix, Bytes key) {
    return KeyTuple.names(key.slice(prefix, key.length())).orElse(List.of());
  }

  private static NodeId id(Bytes key, List<String> names) {
    if (names.size() != 1) {
      throw new DamagedValueException(key, "is not one of a node's keys");
    }
    try {
      return NodeId.of(names.get(0));
    } catch (IllegalArgumentException e) {
      throw new DamagedValueException(key, "belongs to no node, because " + e.getMessage());
    }
  }

  private static void requireName(String cluster) {
    try {
      NodeId.of(cluster);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("this cannot be the name of a cluster: " + e.getMessage(), e);
    }
  }
}
