package dev.rollcall.protocol.schema;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.ReadView;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What one key of a cluster is for, told from the key alone; docs/schema.md lists the kinds. Immutable. */
public final class StoredKey {
  private enum Part { NODE, INCARNATION, ACTOR }

  /** The kinds of keys, and what stands in each behind its name. */
  public enum Kind {
    FORMAT("format"),
    NODE("nodes", Part.NODE),
    HEARTBEAT("heartbeats", Part.NODE),
    SUSPICION("suspicions", Part.NODE, Part.NODE),
    RECEIPT("receipts", Part.NODE),
    FAILURES("failures", Part.NODE),
    EVICTION("evictions", Part.NODE),
    VIEW_NUMBER("view_number"),
    PRIMARY("primary"),
    INCARNATION("incarnation"),
    PLACEMENT("actors", Part.ACTOR),
    PLACED("placed", Part.NODE, Part.INCARNATION, Part.ACTOR),
    HOST("hosts", Part.NODE, Part.INCARNATION),
    ARRIVAL("arrivals", Part.NODE, Part.INCARNATION, Part.ACTOR),
    ARRIVED("arrived", Part.NODE),
    /** Behind its name stands a versionstamp, which its reader checks. */
    JOURNAL("journal");

    private final String name;
    private final List<Part> parts;

    Kind(String name, Part... parts) {
      this.name = name;
      this.parts = List.of(parts);
    }
  }

  private final Kind kind;
  private final List<Object> parts;

  private StoredKey(Kind kind, List<Object> parts) {
    this.kind = kind;
    this.parts = parts;
  }

  /** What the key is for; empty if it is none that this release writes. */
  public static Optional<StoredKey> of(Keys keys, Bytes key) {
    if (keys.journalRange().contains(key)) {
      return Optional.of(new StoredKey(Kind.JOURNAL, List.of()));
    }
    List<Object> elements = KeyTuple.elements(behindCluster(keys, key)).orElse(List.of());
    return kindOf(keys, key).filter(kind -> kind != Kind.JOURNAL && !elements.isEmpty()
            && fits(kind, elements.subList(1, elements.size())))
        .map(kind -> new StoredKey(kind, elements.subList(1, elements.size())));
  }

  /** The kind that the key's name belongs to, even if what stands behind the name is wrong. */
  public static Optional<Kind> kindOf(Keys keys, Bytes key) {
    List<String> names = KeyTuple.leading(behindCluster(keys, key));
    return Arrays.stream(Kind.values()).filter(kind -> !names.isEmpty() && kind.name.equals(names.get(0))).findFirst();
  }

  /**
   * Whether what is stored under the key can be read now: it is absent, or its value decodes, and an actor that an index
   * lists is placed there.
   */
  public static boolean isReadable(ReadView reads, Keys keys, Bytes key) {
    Bytes value = reads.get(key);
    if (value == null) {
      return true;
    }
    try {
      return of(keys, key).filter(stored -> stored.decodes(reads, keys, value)).isPresent();
    } catch (DamagedValueException e) {
      return !e.key().equals(key);
    }
  }

  /** Throws for a value that does not decode. */
  private boolean decodes(ReadView reads, Keys keys, Bytes value) {
    Registry registry = new Registry(reads, keys);
    Placements placements = new Placements(reads, keys);
    switch (kind) {
      case FORMAT -> registry.hasFormat();
      case NODE -> registry.record(node());
      case HEARTBEAT -> registry.heartbeat(node());
      case SUSPICION -> Suspicion.decode(keys.suspicion(node(), voter()), value);
      case RECEIPT -> registry.receipt(node());
      case FAILURES -> registry.failures(node());
      case EVICTION -> registry.evicted(node());
      case VIEW_NUMBER -> registry.viewNumber();
      case PRIMARY -> registry.primary();
      case INCARNATION -> registry.incarnation();
      case PLACEMENT -> placements.placement(actor());
      case HOST -> placements.load(host());
      case ARRIVED -> placements.arrived(node());
      case PLACED, ARRIVAL -> {
        return placements.placement(actor()).isAt(host());
      }
      case JOURNAL -> {
        // No step reads one.
      }
    }
    return true;
  }

  private static Bytes behindCluster(Keys keys, Bytes key) {
    return key.slice(keys.all().begin().length(), key.length());
  }

  private static boolean fits(Kind kind, List<Object> parts) {
    if (parts.size() != kind.parts.size()) {
      return false;
    }
    for (int i = 0; i < parts.size(); i++) {
      if (!fits(kind.parts.get(i), parts.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(Part part, Object found) {
    if (part == Part.INCARNATION || found instanceof Long) {
      return part == Part.INCARNATION && found instanceof Long incarnation && incarnation > 0;
    }
    try {
      // Nodes and actors have names of the same form.
      NodeId.of((String) found);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  public Kind kind() {
    return kind;
  }

  /** The node that the key is of; of a suspicion, its target. Only for kinds that have one. */
  public NodeId node() {
    return NodeId.of((String) parts.get(0));
  }

  /** Only for a suspicion. */
  public NodeId voter() {
    return NodeId.of((String) parts.get(1));
  }

  /** Only for kinds that name a process. */
  public ActorHost host() {
    return new ActorHost(node(), (Long) parts.get(1));
  }

  /** Only for kinds that name an actor. */
  public ActorId actor() {
    return ActorId.of((String) parts.get(parts.size() - 1));
  }
}
