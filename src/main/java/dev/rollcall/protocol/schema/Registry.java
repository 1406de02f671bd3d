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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

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
  private final ReadView snapshot;
  private final Keys keys;
  /** Told what lists leave out; throws it where nothing may be left out. */
  private final Consumer<DamagedValueException> damage;
  /** Told of suspicions that are damaged. */
  private final Consumer<DamagedValueException> noVotes;
  private final Map<NodeId, DamagedValueException> damagedRecords = new TreeMap<>();
  private final ReadByNode<NodeRecord> records = new ReadByNode<>();
  private final ReadByNode<Heartbeat> heartbeats = new ReadByNode<>();
  /** Heartbeats of suspected nodes, read without conflict to tell void suspicions. */
  private final ReadByNode<Heartbeat> glimpsed;
  private Map<NodeId, Map<NodeId, Suspicion>> suspicions;
  private SortedMap<NodeId, SortedSet<NodeId>> current;
  private Electorate electorate;
  private PrimaryRecord primary;
  private long viewNumber = NOT_READ;

  public Registry(ReadView reads, Keys keys) {
    this(reads, reads, keys, DamagedValueException::raise, DamagedValueException::raise);
  }

  /**
   * For a look that decides nothing by itself: methods that read several entries leave out those that are damaged.
   * Asked for one of these by itself, it throws all the same: nobody takes a damaged record for a missing one.
   *
   * @param damage told what was left out
   */
  public Registry(ReadView reads, Keys keys, Consumer<DamagedValueException> damage) {
    this(reads, reads, keys, damage, damage);
  }

  /**
   * For a step. A damaged suspicion is no vote there, so that it keeps nothing waiting. That is safe, since votes go in
   * other ways, too: their voter leaves, or their target beats. Who cast it casts it again if it still finds the target
   * silent; looks tell of it.
   *
   * @param snapshot the same reads without conflicts
   */
  Registry(ReadView reads, ReadView snapshot, Keys keys) {
    this(reads, snapshot, keys, DamagedValueException::raise, damagedVote -> {});
  }

  private Registry(
      ReadView reads, ReadView snapshot, Keys keys, Consumer<DamagedValueException> damage,
      Consumer<DamagedValueException> noVotes) {
    this.reads = reads;
    this.snapshot = snapshot;
    this.keys = keys;
    this.damage = damage;
    this.noVotes = noVotes;
    this.glimpsed = reads == snapshot ? heartbeats : new ReadByNode<>();
  }

  /** What this reads; the other value where that is damaged and may be left out. */
  public final <T> T readable(Supplier<T> read, T otherwise) {
    try {
      return read.get();
    } catch (DamagedValueException e) {
      damage.accept(e);
      return otherwise;
    }
  }

  protected final Keys keys() {
    return keys;
  }

  /** The node's record, or null if it is Left. Reads only that record where it can. */
  public NodeRecord record(NodeId node) {
    if (damagedRecords.containsKey(node)) {
      throw damagedRecords.get(node);
    }
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
      try {
        readRecord(keys.nodeOf(entry.key()), entry, read);
      } catch (DamagedValueException e) {
        damage.accept(e);
      }
    }
    return read;
  }

  private void readRecord(NodeId node, KeyValue entry, Map<NodeId, NodeRecord> read) {
    try {
      read.put(node, NodeRecord.decode(entry.key(), entry.value()));
    } catch (DamagedValueException e) {
      damagedRecords.put(node, e);
      throw e;
    }
  }

  /** The nodes whose record is Active. TLA+: {@code Active}. */
  public List<NodeId> active() {
    return nodesIn(state -> state == NodeState.ACTIVE);
  }

  /** Whether any node's record is Active: if none is, nobody admits a node and nobody takes over its actors. */
  public boolean hasActive() {
    return records().values().stream().anyMatch(record -> record.state() == NodeState.ACTIVE);
  }

  /**
   * By which nodes others are failed, and which make a quorum. Reads all records and all suspicions.
   *
   * @param votes suspicions wanted before a node may be failed, as configured
   */
  public Electorate electorate(int votes) {
    if (electorate == null || electorate.votes() != votes) {
      // First, lest voters be read one by one.
      records();
      electorate = new Electorate(active(), nodesIn(state -> state == NodeState.JOINING), current(), votes);
    }
    return electorate;
  }

  /** The current view. TLA+: {@code Members} and {@code viewNumber}. */
  public MembershipView view() {
    long number = viewNumber();
    List<NodeId> members = nodesIn(NodeState::isMember);
    if (number == 0 && !members.isEmpty()) {
      throw new DamagedValueException(keys.viewNumber(), "it is missing, though there are members");
    }
    return new MembershipView(number, members);
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
    return decodeHeartbeat(key, reads.get(key));
  }

  private static Heartbeat decodeHeartbeat(Bytes key, Bytes value) {
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
  public NavigableMap<NodeId, Heartbeat> successors(NodeId node, int count) {
    KeyRange all = keys.heartbeats();
    Bytes own = keys.heartbeat(node);
    NavigableMap<NodeId, Heartbeat> read = heartbeats(new KeyRange(own.successor(), all.end()), count);
    if (read.size() < count) {
      read.putAll(heartbeats(new KeyRange(all.begin(), own), count - read.size()));
    }
    return read;
  }

  private NavigableMap<NodeId, Heartbeat> heartbeats(KeyRange range, int limit) {
    NavigableMap<NodeId, Heartbeat> read = new TreeMap<>();
    for (KeyValue entry : reads.getRange(range, limit, false)) {
      try {
        read.put(keys.heartbeatOf(entry.key()), Heartbeat.decode(entry.key(), entry.value()));
      } catch (DamagedValueException e) {
        damage.accept(e);
      }
    }
    return read;
  }

  /** The voters whose suspicion of this node counts now. */
  public SortedSet<NodeId> voters(NodeId target) {
    return current().getOrDefault(target, Collections.emptySortedSet());
  }

  /**
   * Whether any suspicion names its target's heartbeat as it is, so that it may count. Reads all suspicions, and no
   * records.
   */
  public boolean hasSuspicions() {
    return suspicions().entrySet().stream().anyMatch(votes ->
        votes.getValue().values().stream().anyMatch(suspicion -> isCurrent(votes.getKey(), suspicion.seen())));
  }

  /** The voters of the suspicions that count now, by target. TLA+: {@code suspicions}. */
  private SortedMap<NodeId, SortedSet<NodeId>> current() {
    if (current == null) {
      current = new TreeMap<>();
      suspicions().forEach((target, votes) -> votes.forEach((voter, suspicion) -> {
        if (counts(target, voter, suspicion)) {
          current.computeIfAbsent(target, t -> new TreeSet<>()).add(voter);
        }
      }));
    }
    return current;
  }

  /** Whether this suspicion, which the store holds, counts now. */
  public boolean counts(NodeId target, NodeId voter, Suspicion suspicion) {
    if (!isCurrent(target, suspicion.seen())) {
      return false;
    }
    NodeRecord record = readable(() -> record(voter), null);
    return record != null && record.state().isVoter() && record.incarnation() == suspicion.voterIncarnation();
  }

  /**
   * Whether this is the target's heartbeat. A suspicion that is void may stay in the store until its target's record is
   * closed, but a counter never returns: so finding it void needs no conflict, which would be one with each heartbeat.
   */
  private boolean isCurrent(NodeId target, Heartbeat seen) {
    return readable(() -> seen.equals(glimpsed.get(target, this::glimpse))
        && heartbeat(target).filter(seen::equals).isPresent(), false);
  }

  /** Reads the heartbeats of all suspected nodes at once: after an outage there may be thousands. */
  private Heartbeat glimpse(NodeId target) {
    List<NodeId> targets = new ArrayList<>(suspicions().keySet());
    targets.removeIf(glimpsed::isKnown);
    List<Bytes> wanted = targets.stream().map(keys::heartbeat).toList();
    List<Bytes> values = snapshot.getAll(wanted);
    for (int i = 0; i < targets.size(); i++) {
      try {
        glimpsed.changed(targets.get(i), decodeHeartbeat(wanted.get(i), values.get(i)));
      } catch (DamagedValueException e) {
        if (targets.get(i).equals(target)) {
          throw e;
        }
        damage.accept(e);
      }
    }
    return glimpsed.get(target, node -> null);
  }

  /** All suspicions that the store holds, by target and voter, whether they count or not. */
  public Map<NodeId, Map<NodeId, Suspicion>> suspicions() {
    if (suspicions == null) {
      Map<NodeId, Map<NodeId, Suspicion>> read = new TreeMap<>();
      for (KeyValue entry : reads.getRange(keys.suspicions())) {
        try {
          NodeId target = keys.targetOf(entry.key());
          NodeId voter = keys.voterOf(target, entry.key());
          Suspicion suspicion = Suspicion.decode(entry.key(), entry.value());
          read.computeIfAbsent(target, t -> new TreeMap<>()).put(voter, suspicion);
        } catch (DamagedValueException e) {
          noVotes.accept(e);
        }
      }
      suspicions = read;
    }
    return suspicions;
  }

  /** What the node's last action that is not repeatable left. */
  public Optional<Receipt> receipt(NodeId node) {
    Bytes key = keys.receipt(node);
    return Optional.ofNullable(reads.get(key)).map(value -> Receipt.decode(key, value));
  }

  /** How often the node failed in a row; empty if it did not. */
  public Optional<Failures> failures(NodeId node) {
    Bytes key = keys.failures(node);
    return Optional.ofNullable(reads.get(key)).map(value -> Failures.decode(key, value));
  }

  /** How often each node failed in a row that did. */
  public Map<NodeId, Failures> failures() {
    Map<NodeId, Failures> read = new TreeMap<>();
    for (KeyValue entry : reads.getRange(keys.failures())) {
      try {
        read.put(keys.failedOf(entry.key()), Failures.decode(entry.key(), entry.value()));
      } catch (DamagedValueException e) {
        damage.accept(e);
      }
    }
    return read;
  }

  /** The incarnation of the node that is asked to leave; 0 if none ever was. */
  public long evicted(NodeId node) {
    return number(keys.eviction(node));
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

  /** Whether there is a format, known or not. */
  boolean hasFormat() {
    return number(keys.format()) != 0;
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
    changedSuspicions();
  }

  void changed(NodeId node, Heartbeat heartbeat) {
    heartbeats.changed(node, heartbeat);
    glimpsed.changed(node, heartbeat);
    changedSuspicions();
  }

  void changedSuspicions() {
    suspicions = null;
    current = null;
    electorate = null;
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
    long number = reader.readNumber("the number", 1);
    reader.end();
    return number;
  }
}
