package dev.rollcall.protocol.schema;

import dev.rollcall.ActorHost;
import dev.rollcall.Electorate;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.ReadView;
import dev.rollcall.store.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The shared state of a cluster as one transaction reads it. What is read is decoded once and kept, so a
 * guard and an effect that ask for the same thing cost one read. Not thread-safe; lives as long as its
 * transaction.
 *
 * <p>Methods that read throw {@link DamagedValueException} for a value that does not decode, and
 * {@link dev.rollcall.store.StoreUnavailableException} when the store cannot be reached.
 */
public class Registry {
  private static final long NOT_READ = -1;

  private final ReadView reads;
  private final Keys keys;
  private final ReadByNode<NodeRecord> records = new ReadByNode<>();
  private final ReadByNode<Heartbeat> heartbeats = new ReadByNode<>();
  private Electorate electorate;
  private PrimaryRecord primary;
  private long viewNumber = NOT_READ;

  public Registry(ReadView reads, Keys keys) {
    this.reads = reads;
    this.keys = keys;
  }

  protected final Keys keys() {
    return keys;
  }

  /** The node's record, or null if it is Left. Reads only that record where it can. */
  public NodeRecord record(NodeId node) {
    return records.get(node, this::readRecord);
  }

  private NodeRecord readRecord(NodeId node) {
    Bytes key = keys.node(node);
    Bytes value = reads.get(key);
    return value == null ? null : NodeRecord.decode(key, value);
  }

  public NodeState state(NodeId node) {
    NodeRecord record = record(node);
    return record == null ? NodeState.LEFT : record.state();
  }

  /** Whether this process owns the record of its node and the record is Active. Once over, that is over for good. */
  public boolean isActive(ActorHost host) {
    NodeRecord record = record(host.node());
    return record != null && record.state() == NodeState.ACTIVE && record.incarnation() == host.incarnation();
  }

  /**
   * All records, and with them everything a quorum depends on; in the order of ids, but that what this transaction
   * adds comes last.
   */
  public Map<NodeId, NodeRecord> records() {
    return records.all(this::readRecords);
  }

  private Map<NodeId, NodeRecord> readRecords() {
    List<KeyValue> entries = reads.getRange(keys.nodes());
    // There may be ten thousand, in order already: a tree would take longer than all else.
    Map<NodeId, NodeRecord> read = new LinkedHashMap<>(2 * entries.size());
    for (KeyValue entry : entries) {
      read.put(keys.nodeOf(entry.key()), NodeRecord.decode(entry.key(), entry.value()));
    }
    return read;
  }

  public Electorate electorate() {
    if (electorate == null) {
      electorate = new Electorate(nodesIn(s -> s == NodeState.ACTIVE), nodesIn(s -> s == NodeState.FAILED));
    }
    return electorate;
  }

  /** The current view. TLA+: {@code Members} and {@code viewNumber}. */
  public MembershipView view() {
    return new MembershipView(viewNumber(), nodesIn(NodeState::isMember));
  }

  public long viewNumber() {
    if (viewNumber == NOT_READ) {
      viewNumber = number(keys.viewNumber());
    }
    return viewNumber;
  }

  public PrimaryRecord primary() {
    if (primary == null) {
      Bytes value = reads.get(keys.primary());
      primary = value == null ? PrimaryRecord.NONE : PrimaryRecord.decode(keys.primary(), value);
    }
    return primary;
  }

  /** The node's heartbeat, if it sends any. Reads only that heartbeat where it can. */
  public Optional<Heartbeat> heartbeat(NodeId node) {
    return Optional.ofNullable(heartbeats.get(node, this::readHeartbeat));
  }

  private Heartbeat readHeartbeat(NodeId node) {
    Bytes key = keys.heartbeat(node);
    Bytes value = reads.get(key);
    return value == null ? null : Heartbeat.decode(key, value);
  }

  /** The heartbeats of all nodes that send any. */
  public Map<NodeId, Heartbeat> heartbeats() {
    return heartbeats.all(this::readHeartbeats);
  }

  private Map<NodeId, Heartbeat> readHeartbeats() {
    return heartbeats(keys.heartbeats(), ReadView.UNLIMITED);
  }

  /**
   * The heartbeats of the nodes that follow this one on the ring of ids, the first after the last, without its own.
   * Reads those and no more, each time.
   *
   * @param count how many at most; positive
   */
  public SortedMap<NodeId, Heartbeat> successors(NodeId node, int count) {
    KeyRange all = keys.heartbeats();
    Bytes own = keys.heartbeat(node);
    SortedMap<NodeId, Heartbeat> read = heartbeats(new KeyRange(own.successor(), all.end()), count);
    if (read.size() < count) {
      read.putAll(heartbeats(new KeyRange(all.begin(), own), count - read.size()));
    }
    return read;
  }

  private SortedMap<NodeId, Heartbeat> heartbeats(KeyRange range, int limit) {
    SortedMap<NodeId, Heartbeat> read = new TreeMap<>();
    for (KeyValue entry : reads.getRange(range, limit, false)) {
      read.put(keys.heartbeatOf(entry.key()), Heartbeat.decode(entry.key(), entry.value()));
    }
    return read;
  }

  /** The voters whose suspicion of this node counts now. */
  public SortedSet<NodeId> voters(NodeId target) {
    SortedSet<NodeId> voters = new TreeSet<>();
    for (KeyValue entry : reads.getRange(keys.suspicions(target))) {
      NodeId voter = keys.voterOf(target, entry.key());
      if (counts(target, voter, Suspicion.decode(entry.key(), entry.value()))) {
        voters.add(voter);
      }
    }
    return voters;
  }

  /** Whether this suspicion, which the store holds, counts now. */
  public boolean counts(NodeId target, NodeId voter, Suspicion suspicion) {
    if (heartbeat(target).filter(suspicion.seen()::equals).isEmpty()) {
      return false;
    }
    NodeRecord record = records().get(voter);
    return record != null && record.state() == NodeState.ACTIVE && record.incarnation() == suspicion.voterIncarnation();
  }

  /** All suspicions that the store holds, by target and voter, whether they count or not. */
  public Map<NodeId, Map<NodeId, Suspicion>> suspicions() {
    Map<NodeId, Map<NodeId, Suspicion>> read = new TreeMap<>();
    for (KeyValue entry : reads.getRange(keys.suspicions())) {
      NodeId target = keys.targetOf(entry.key());
      read.computeIfAbsent(target, t -> new TreeMap<>())
          .put(keys.voterOf(target, entry.key()), Suspicion.decode(entry.key(), entry.value()));
    }
    return read;
  }

  /** What the node's last action that is not repeatable left. */
  public Optional<Receipt> receipt(NodeId node) {
    Bytes key = keys.receipt(node);
    return Optional.ofNullable(reads.get(key)).map(value -> Receipt.decode(key, value));
  }

  /**
   * The format of the cluster's data; 0 before the first join.
   *
   * @throws UnsupportedFormatException if it is one that this code does not know
   */
  public long format() {
    long found = number(keys.format());
    if (found != 0 && found != WritableRegistry.FORMAT) {
      throw new UnsupportedFormatException(keys.format(), found, WritableRegistry.FORMAT);
    }
    return found;
  }

  /** The last incarnation given out. */
  public long incarnation() {
    return number(keys.incarnation());
  }

  /** The same cluster, to be changed by this transaction. */
  public static WritableRegistry writable(Transaction transaction, Keys keys) {
    return new WritableRegistry(transaction, keys);
  }

  void changed(NodeId node, NodeRecord record) {
    records.changed(node, record);
    electorate = null;
  }

  void changed(NodeId node, Heartbeat heartbeat) {
    heartbeats.changed(node, heartbeat);
  }

  void changed(PrimaryRecord next) {
    primary = next;
  }

  void changedView(long number) {
    viewNumber = number;
  }

  private List<NodeId> nodesIn(Predicate<NodeState> states) {
    List<NodeId> nodes = new ArrayList<>();
    records().forEach((node, record) -> {
      if (states.test(record.state())) {
        nodes.add(node);
      }
    });
    return nodes;
  }

  private long number(Bytes key) {
    Bytes value = reads.get(key);
    if (value == null) {
      return 0;
    }
    ValueReader reader = new ValueReader(key, value, WritableRegistry.NUMBER_VERSION);
    long number = reader.readLong();
    reader.end();
    return number;
  }
}
