package dev.rollcall.protocol.schema;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.ReadView;
import dev.rollcall.store.Transaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Where the actors of a cluster are placed, as one transaction reads it. A placement is decoded once and kept. Not
 * thread-safe; lives as long as its transaction.
 *
 * <p>Methods that read throw {@link DamagedValueException} for what does not decode, and
 * {@link dev.rollcall.store.StoreUnavailableException} when the store cannot be reached.
 */
public class Placements {
  /** Stands for a counter that is damaged, where damage may be left out. */
  public static final long UNKNOWN = -1;

  private final ReadView reads;
  private final ActorKeys keys;
  private final Consumer<DamagedValueException> damage;
  private final Map<ActorId, PlacementRecord> known = new HashMap<>();

  public Placements(ReadView reads, Keys keys) {
    this(reads, keys, DamagedValueException::raise);
  }

  /**
   * For a look that decides nothing by itself: methods that list actors or counters go on where a key is damaged.
   *
   * @param damage told of each
   */
  public Placements(ReadView reads, Keys keys, Consumer<DamagedValueException> damage) {
    this.reads = reads;
    this.keys = keys.actors();
    this.damage = damage;
  }

  protected final ActorKeys keys() {
    return keys;
  }

  /** Reads the placements of these actors at once, so that asking for each costs no more. */
  public void read(Collection<ActorId> actors) {
    List<ActorId> unknown = actors.stream().filter(actor -> !known.containsKey(actor)).toList();
    List<Bytes> values = reads.getAll(unknown.stream().map(keys::placement).toList());
    for (int i = 0; i < values.size(); i++) {
      known.put(unknown.get(i), decode(unknown.get(i), values.get(i)));
    }
  }

  /** The actor's placement; {@link PlacementRecord#NONE} if it never had one. */
  public PlacementRecord placement(ActorId actor) {
    PlacementRecord record = known.get(actor);
    if (record == null) {
      record = decode(actor, reads.get(keys.placement(actor)));
      known.put(actor, record);
    }
    return record;
  }

  private PlacementRecord decode(ActorId actor, Bytes value) {
    return value == null ? PlacementRecord.NONE : PlacementRecord.decode(keys.placement(actor), value);
  }

  /** Whether the index lists the actor at this process. */
  public boolean isListed(ActorHost host, ActorId actor) {
    return reads.get(keys.placed(host, actor)) != null;
  }

  /** Whether the actor was moved to this process, which has not activated it yet. */
  public boolean isArriving(ActorHost host, ActorId actor) {
    return reads.get(keys.arrival(host, actor)) != null;
  }

  /**
   * Actors that were moved to this process, which has not activated them yet, in their order.
   *
   * @param after only actors behind this one; null for all
   * @param limit the most to read
   */
  public List<ActorId> arrivals(ActorHost host, ActorId after, int limit) {
    return actors(keys.arrivals(host), after == null ? null : keys.arrival(host, after), limit);
  }

  /** Actors that are placed at this process; as {@link #arrivals} otherwise. */
  public List<ActorId> placedAt(ActorHost host, ActorId after, int limit) {
    return actors(keys.placed(host), after == null ? null : keys.placed(host, after), limit);
  }

  private List<ActorId> actors(KeyRange all, Bytes after, int limit) {
    KeyRange range = after == null ? all : new KeyRange(after.successor(), all.end());
    List<ActorId> actors = new ArrayList<>();
    for (KeyValue entry : reads.getRange(range, limit, false)) {
      try {
        actors.add(ActorKeys.actorIn(all, entry.key()));
      } catch (DamagedValueException e) {
        damage.accept(e);
      }
    }
    return actors;
  }

  /** How many actors are placed at this process. */
  public long load(ActorHost host) {
    return count(keys.host(host));
  }

  /** How many actors were ever moved to processes of this node. */
  public long arrived(NodeId node) {
    return count(keys.arrived(node));
  }

  /** How many actors are placed at each process that has, or had, any; {@link #UNKNOWN} where damage is left out. */
  public SortedMap<ActorHost, Long> loads() {
    SortedMap<ActorHost, Long> loads = new TreeMap<>();
    for (KeyValue entry : reads.getRange(keys.hosts())) {
      try {
        ActorHost host = keys.hostOf(entry.key());
        loads.put(host, UNKNOWN);
        loads.put(host, count(entry.key(), entry.value()));
      } catch (DamagedValueException e) {
        damage.accept(e);
      }
    }
    return loads;
  }

  private long count(Bytes key) {
    Bytes counter = reads.get(key);
    return counter == null ? 0 : count(key, counter);
  }

  private static long count(Bytes key, Bytes counter) {
    if (counter.length() != Long.BYTES) {
      throw new DamagedValueException(key, "has " + counter.length() + " bytes, but a counter has " + Long.BYTES);
    }
    long count = counter.littleEndianLong();
    if (count < 0) {
      throw DamagedValueException.outOfRange(key, "the counter", count, 0);
    }
    return count;
  }

  /** The same placements, to be changed by this transaction. */
  public static WritablePlacements writable(Transaction transaction, Keys keys) {
    return new WritablePlacements(transaction, keys);
  }

  void changed(ActorId actor, PlacementRecord record) {
    known.put(actor, record);
  }
}
