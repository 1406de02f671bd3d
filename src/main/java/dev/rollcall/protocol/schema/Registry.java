package dev.rollcall.protocol.schema;

import dev.rollcall.Electorate;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.ReadView;
import dev.rollcall.store.Transaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final ReadView reads;
  private final Keys keys;
  private Map<NodeId, NodeRecord> records;
  private Map<NodeId, Heartbeat> heartbeats;
  private PrimaryRecord primary;

  public Registry(ReadView reads, Keys keys) {
    this.reads = reads;
    this.keys = keys;
  }

  protected final Keys keys() {
    return keys;
  }

  /** The node's record, or null if it is Left. Reads only that record where it can. */
  public NodeRecord record(NodeId node) {
    if (records != null) {
      return records.get(node);
    }
    Bytes key = keys.node(node);
    Bytes value = reads.get(key);
    return value == null ? null : NodeRecord.decode(key, value);
  }

  public NodeState state(NodeId node) {
    NodeRecord record = record(node);
    return record == null ? NodeState.LEFT : record.state();
  }

  /** All records, and with them everything a quorum depends on. */
  public Map<NodeId, NodeRecord> records() {
    if (records == null) {
      Map<NodeId, NodeRecord> read = new TreeMap<>();
      for (KeyValue entry : reads.getRange(keys.nodes())) {
        read.put(keys.nodeOf(entry.key()), NodeRecord.decode(entry.key(), entry.value()));
      }
      records = read;
    }
    return records;
  }

  public Electorate electorate() {
    return new Electorate(nodesIn(s -> s == NodeState.ACTIVE), nodesIn(s -> s == NodeState.FAILED));
  }

  /** The current view. TLA+: {@code Members} and {@code viewNumber}. */
  public MembershipView view() {
    return new MembershipView(viewNumber(), nodesIn(NodeState::isMember));
  }

  public long viewNumber() {
    return number(keys.viewNumber());
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
    if (heartbeats != null) {
      return Optional.ofNullable(heartbeats.get(node));
    }
    Bytes key = keys.heartbeat(node);
    return Optional.ofNullable(reads.get(key)).map(value -> Heartbeat.decode(key, value));
  }

  /** The heartbeats of all nodes that send any. */
  public Map<NodeId, Heartbeat> heartbeats() {
    if (heartbeats == null) {
      Map<NodeId, Heartbeat> read = new TreeMap<>();
      for (KeyValue entry : reads.getRange(keys.heartbeats())) {
        read.put(keys.heartbeatOf(entry.key()), Heartbeat.decode(entry.key(), entry.value()));
      }
      heartbeats = read;
    }
    return heartbeats;
  }

  /** The voters whose suspicion of this node counts now. */
  public SortedSet<NodeId> voters(NodeId target) {
    SortedSet<NodeId> voters = new TreeSet<>();
    List<KeyValue> suspicions = reads.getRange(keys.suspicions(target));
    Optional<Heartbeat> current = suspicions.isEmpty() ? Optional.empty() : heartbeat(target);
    if (current.isEmpty()) {
      return voters;
    }
    for (KeyValue entry : suspicions) {
      NodeId voter = keys.voterOf(target, entry.key());
      Suspicion suspicion = Suspicion.decode(entry.key(), entry.value());
      NodeRecord record = records().get(voter);
      if (suspicion.seen().equals(current.get()) && record != null && record.state() == NodeState.ACTIVE
          && record.incarnation() == suspicion.voterIncarnation()) {
        voters.add(voter);
      }
    }
    return voters;
  }

  /** What the node's last action that is not repeatable left. */
  public Optional<Receipt> receipt(NodeId node) {
    Bytes key = keys.receipt(node);
    return Optional.ofNullable(reads.get(key)).map(value -> Receipt.decode(key, value));
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
    change(records, node, record);
  }

  void changed(NodeId node, Heartbeat heartbeat) {
    change(heartbeats, node, heartbeat);
  }

  private static <T> void change(Map<NodeId, T> read, NodeId node, T value) {
    if (read != null && value == null) {
      read.remove(node);
    } else if (read != null) {
      read.put(node, value);
    }
  }

  void changed(PrimaryRecord next) {
    primary = next;
  }

  private SortedSet<NodeId> nodesIn(Predicate<NodeState> states) {
    SortedSet<NodeId> nodes = new TreeSet<>();
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
