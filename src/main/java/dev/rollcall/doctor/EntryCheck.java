package dev.rollcall.doctor;

import dev.rollcall.ActorHost;
import dev.rollcall.NodeState;
import dev.rollcall.doctor.Defect.Kind;
import dev.rollcall.protocol.journal.JournalEntry;
import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.Failures;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.PlacementRecord;
import dev.rollcall.protocol.schema.Placements;
import dev.rollcall.protocol.schema.PrimaryRecord;
import dev.rollcall.protocol.schema.Receipt;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.protocol.schema.StoredKey;
import dev.rollcall.protocol.schema.Suspicion;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.ReadView;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Judges entries of a cluster, together with what each depends on, as one transaction sees them. What may stand in a
 * sound cluster is no defect: suspicions that count no more, receipts and counts of arrivals of nodes that left, actors
 * that are due to move, counters of gone processes that host nothing. Not thread-safe; lives as long as its reads.
 */
final class EntryCheck {
  /** More actors at one process than this are not counted: reading them could take longer than a transaction lasts. */
  private static final int MOST_COUNTED = 200_000;

  private static final int COUNTED_AT_ONCE = 10_000;

  /** Looks and steps read all keys of these kinds, and tell of one of another form. So no release writes one. */
  private static final Set<StoredKey.Kind> REMOVABLE_IF_MALFORMED = EnumSet.of(StoredKey.Kind.HEARTBEAT,
      StoredKey.Kind.SUSPICION, StoredKey.Kind.PLACED, StoredKey.Kind.HOST, StoredKey.Kind.ARRIVAL);

  private final ReadView reads;
  private final Keys keys;
  private final Registry registry;
  private final Placements placements;

  EntryCheck(ReadView reads, Keys keys) {
    this.reads = reads;
    this.keys = keys;
    this.registry = new Registry(reads, keys);
    this.placements = new Placements(reads, keys);
  }

  /** The keys that judging this entry will read, as far as its key tells. To be read at once; it may be that none is. */
  static List<Bytes> related(Keys keys, KeyValue entry) {
    Optional<StoredKey> stored = StoredKey.of(keys, entry.key());
    if (stored.isEmpty()) {
      return List.of();
    }
    StoredKey key = stored.get();
    return switch (key.kind()) {
      case NODE -> List.of(keys.incarnation(), keys.format(), keys.viewNumber(), keys.heartbeat(key.node()));
      case HEARTBEAT -> List.of(keys.node(key.node()));
      case SUSPICION -> List.of(keys.incarnation(), keys.heartbeat(key.node()));
      case PLACED, ARRIVAL -> List.of(keys.actors().placement(key.actor()));
      case PLACEMENT -> relatedToPlacement(keys, key, entry);
      default -> List.of();
    };
  }

  private static List<Bytes> relatedToPlacement(Keys keys, StoredKey key, KeyValue entry) {
    try {
      return PlacementRecord.decode(entry.key(), entry.value()).host().map(host -> List.of(
              keys.incarnation(), keys.actors().placed(host, key.actor()), keys.actors().host(host)))
          .orElse(List.of());
    } catch (DamagedValueException e) {
      return List.of();
    }
  }

  /** What is wrong with the entry, and with keys that are missing though it needs them. */
  List<Defect> defects(KeyValue entry) {
    Optional<StoredKey> stored = StoredKey.of(keys, entry.key());
    if (stored.isEmpty()) {
      return List.of(malformed(entry));
    }
    Judgement judgement = new Judgement(entry, stored.get());
    try {
      judgement.judge();
    } catch (DamagedValueException e) {
      // Damage elsewhere is found where that key is judged; until it is mended, this entry cannot be.
      if (e.key().equals(entry.key())) {
        judgement.damaged(e.problem());
      }
    }
    return judgement.defects;
  }

  private Defect malformed(KeyValue entry) {
    Optional<StoredKey.Kind> kind = StoredKey.kindOf(keys, entry.key());
    boolean removable = kind.filter(REMOVABLE_IF_MALFORMED::contains).isPresent();
    return new Defect(Kind.UNKNOWN, entry.key(), Optional.of(entry.value()), "this release writes no such key",
        removable ? Advice.REMOVE : kind.equals(Optional.of(StoredKey.Kind.NODE)) ? Advice.NO_NODE : Advice.UNKNOWN,
        removable);
  }

  /** How many actors the index lists at this process; empty if they are too many to be counted. */
  private OptionalLong countPlaced(ActorHost host) {
    KeyRange range = keys.actors().placed(host);
    long count = 0;
    while (true) {
      List<KeyValue> read = reads.getRange(range, COUNTED_AT_ONCE, false);
      count += read.size();
      if (read.size() < COUNTED_AT_ONCE) {
        return OptionalLong.of(count);
      } else if (count >= MOST_COUNTED) {
        return OptionalLong.empty();
      }
      range = new KeyRange(read.get(read.size() - 1).key().successor(), range.end());
    }
  }

  /** One entry, and what was found so far. */
  private final class Judgement {
    private final KeyValue entry;
    private final StoredKey key;
    private final List<Defect> defects = new ArrayList<>(1);

    Judgement(KeyValue entry, StoredKey key) {
      this.entry = entry;
      this.key = key;
    }

    private void judge() {
      switch (key.kind()) {
        case FORMAT -> registry.format();
        case NODE -> node(registry.record(key.node()));
        case HEARTBEAT -> heartbeat(registry.heartbeat(key.node()).orElseThrow());
        case SUSPICION -> suspicion(Suspicion.decode(entry.key(), entry.value()));
        case RECEIPT -> Receipt.decode(entry.key(), entry.value());
        case FAILURES -> Failures.decode(entry.key(), entry.value());
        case EVICTION -> registry.evicted(key.node());
        case VIEW_NUMBER -> view();
        case PRIMARY -> registry.primary().holder().ifPresent(this::holder);
        case INCARNATION -> registry.incarnation();
        case PLACEMENT -> placements.placement(key.actor()).host().ifPresent(this::placedAt);
        case PLACED, ARRIVAL -> index();
        case HOST -> host(placements.load(key.host()));
        case ARRIVED -> placements.arrived(key.node());
        case JOURNAL -> JournalEntry.of(keys, entry);
      }
    }

    private void node(NodeRecord record) {
      isGiven("its incarnation", record.incarnation());
      isThere(keys.format(), "there are nodes", Advice.NO_FORMAT);
      if (record.state().isMember()) {
        isThere(keys.viewNumber(), "there are members", Advice.above("a view number"));
      }
      if (record.state().isAlive()) {
        isThere(keys.heartbeat(key.node()), key.node() + " is " + record.state().specName(), Advice.HEARTBEAT);
      }
    }

    private void heartbeat(Heartbeat heartbeat) {
      NodeRecord record = registry.record(key.node());
      if (record == null || !record.state().isAlive()) {
        removable(Kind.ORPHANED, key.node() + " is " + registry.state(key.node()).specName()
            + ", and such nodes send no heartbeats");
      } else if (heartbeat.incarnation() != record.incarnation()) {
        found(Kind.INCONSISTENT, "it is of incarnation " + heartbeat.incarnation() + ", but the record of "
            + key.node() + " of " + record.incarnation(), Advice.HEARTBEAT);
      }
    }

    private void suspicion(Suspicion suspicion) {
      Optional<Heartbeat> heartbeat = registry.heartbeat(key.node());
      if (key.node().equals(key.voter())) {
        removable(Kind.INCONSISTENT, "no node suspects itself");
      } else if (heartbeat.isEmpty()) {
        removable(Kind.ORPHANED, key.node() + " has no heartbeat that could be suspected");
      } else if (isAhead(suspicion.seen(), heartbeat.get())) {
        removable(Kind.INCONSISTENT, key.voter() + " cannot have seen beat " + suspicion.seen().counter()
            + " of incarnation " + suspicion.seen().incarnation() + ", which " + key.node() + " has not sent");
      } else if (suspicion.voterIncarnation() > registry.incarnation()) {
        removable(Kind.INCONSISTENT, "the voter's incarnation is " + suspicion.voterIncarnation()
            + ", which no process was given");
      }
    }

    private static boolean isAhead(Heartbeat seen, Heartbeat sent) {
      return seen.incarnation() > sent.incarnation()
          || seen.incarnation() == sent.incarnation() && seen.counter() > sent.counter();
    }

    private void view() {
      registry.viewNumber();
      isThere(keys.primary(), "there was a view", Advice.PRIMARY);
    }

    private void holder(PrimaryRecord.Holder holder) {
      NodeRecord record = registry.record(holder.node());
      if (record == null || record.state() != NodeState.ACTIVE || record.incarnation() != holder.incarnation()) {
        found(Kind.INCONSISTENT, "it is held by incarnation " + holder.incarnation() + " of " + holder.node()
            + ", which is not Active", Advice.PRIMARY);
      }
    }

    private void placedAt(ActorHost host) {
      isGiven("the incarnation of its host", host.incarnation());
      isThere(keys.actors().placed(host, key.actor()), key.actor() + " is placed there", Advice.INDEX);
      isThere(keys.actors().host(host), "actors are placed there", Advice.COUNT);
    }

    private void index() {
      if (entry.value().length() > 0) {
        throw new DamagedValueException(entry.key(), "has " + entry.value().length() + " bytes, but must have none");
      }
      if (!placements.placement(key.actor()).isAt(key.host())) {
        removable(Kind.ORPHANED, key.actor() + " is not placed there");
      }
    }

    private void host(long count) {
      isGiven("the incarnation of the process", key.host().incarnation());
      OptionalLong counted = countPlaced(key.host());
      if (counted.isEmpty() || counted.getAsLong() == count) {
        return;
      }
      if (isUnused()) {
        removable(Kind.ORPHANED, "it counts " + count + " actors at a process that is gone, and none is placed there");
      } else {
        found(Kind.INCONSISTENT, "it counts " + count + " actors, but " + counted.getAsLong() + " are placed there",
            Advice.COUNT);
      }
    }

    /** The condition on which the primary removes a counter: nothing is placed at the process and never will be. */
    private boolean isUnused() {
      return !registry.isActive(key.host()) && countPlaced(key.host()).equals(OptionalLong.of(0));
    }

    /** An incarnation that was never given could be given once more. */
    private void isGiven(String what, long incarnation) {
      if (incarnation > registry.incarnation()) {
        found(Kind.INCONSISTENT, what + " is " + incarnation + ", but the last that was given is "
            + registry.incarnation() + " (key " + Keys.describe(keys.incarnation()) + ")", Advice.above("an incarnation"));
      }
    }

    private void isThere(Bytes needed, String because, String advice) {
      if (reads.get(needed) == null) {
        defects.add(new Defect(
            Kind.INCONSISTENT, needed, Optional.empty(), "it is missing, though " + because, advice, false));
      }
    }

    private void damaged(String problem) {
      if (isRemovableIfDamaged()) {
        removable(Kind.DAMAGED, problem);
      } else {
        found(Kind.DAMAGED, problem, Advice.ofDamaged(key.kind()));
      }
    }

    private boolean isRemovableIfDamaged() {
      try {
        return switch (key.kind()) {
          case SUSPICION, RECEIPT, FAILURES, EVICTION -> true;
          case HEARTBEAT -> !registry.state(key.node()).isAlive();
          case HOST -> isUnused();
          default -> false;
        };
      } catch (DamagedValueException e) {
        return false;
      }
    }

    private void removable(Kind kind, String problem) {
      defects.add(new Defect(kind, entry.key(), Optional.of(entry.value()), problem, Advice.REMOVE, true));
    }

    private void found(Kind kind, String problem, String advice) {
      defects.add(new Defect(kind, entry.key(), Optional.of(entry.value()), problem, advice, false));
    }
  }
}
