package dev.rollcall.protocol.schema;

import dev.rollcall.NodeDetails;
import dev.rollcall.NodeState;
import dev.rollcall.Tags;
import dev.rollcall.store.Bytes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the store knows of a node. Immutable.
 *
 * <p>TLA+: {@code registry} and, by its incarnation, {@code owner}.
 *
 * @param state never {@link NodeState#LEFT}, which is the absence of a record
 * @param incarnation the process the record belongs to, as numbered at its join
 * @param address where peers find the node; opaque to the protocol
 * @param leaseDuration how long this incarnation's leases last; empty if an earlier release, which did not state it,
 *     wrote the record
 * @param tags what the node's application says of it
 */
@SuppressWarnings("EnumOrdinal") // The code of a state in the store; new states come last.
public record NodeRecord(
    NodeState state, long incarnation, String address, Optional<Duration> leaseDuration, Tags tags) {
  private static final int VERSION = 2;

  /** Ends after the address. */
  private static final int VERSION_WITHOUT_LEASE = 1;

  private static final long NOT_STATED = 0;

  /** As an earlier release would have written it. */
  public NodeRecord(NodeState state, long incarnation, String address) {
    this(state, incarnation, address, Optional.empty(), Tags.NONE);
  }

  /**
   * @throws dev.rollcall.IllegalTransitionException if no node goes from this state to that
   */
  public NodeRecord to(NodeState next) {
    return new NodeRecord(state.to(next), incarnation, address, leaseDuration, tags);
  }

  /** This as users see it. */
  public NodeDetails details() {
    return new NodeDetails(state, address, leaseDuration, tags);
  }

  public Bytes encode() {
    ValueWriter writer =
        new ValueWriter(VERSION).writeByte(state.ordinal()).writeLong(incarnation).writeText(address)
            .writeLong(leaseDuration.map(Duration::toNanos).orElse(NOT_STATED)).writeLong(tags.values().size());
    tags.values().forEach((name, value) -> writer.writeText(name).writeText(value));
    return writer.toBytes();
  }

  /**
   * @throws DamagedValueException if the value is not an encoded record
   */
  public static NodeRecord decode(Bytes key, Bytes value) {
    ValueReader reader = new ValueReader(key, value, VERSION_WITHOUT_LEASE, VERSION);
    int state = reader.readByte();
    if (state <= NodeState.LEFT.ordinal() || state >= NodeState.values().length) {
      throw new DamagedValueException(key, "no node state has code " + state);
    }
    long incarnation = reader.readNumber("its incarnation", 1);
    String address = reader.readText();
    boolean hasLease = reader.version() != VERSION_WITHOUT_LEASE;
    Optional<Duration> lease = hasLease ? readLease(reader) : Optional.empty();
    Tags tags = hasLease ? readTags(reader) : Tags.NONE;
    reader.end();
    return new NodeRecord(NodeState.values()[state], incarnation, address, lease, tags);
  }

  private static Optional<Duration> readLease(ValueReader reader) {
    long nanos = reader.readNumber("its lease in nanoseconds", NOT_STATED);
    return nanos == NOT_STATED ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
  }

  private static Tags readTags(ValueReader reader) {
    long count = reader.readNumber("the number of its tags", 0);
    SortedMap<String, String> tags = new TreeMap<>();
    for (long i = 0; i < count; i++) {
      String name = reader.readText();
      if (!tags.isEmpty() && tags.lastKey().compareTo(name) >= 0) {
        throw new DamagedValueException(reader.key(), "tag '" + name + "' is not behind '" + tags.lastKey() + "'");
      }
      tags.put(name, reader.readText());
    }
    return tags(reader.key(), tags);
  }

  private static Tags tags(Bytes key, Map<String, String> tags) {
    try {
      return tags.isEmpty() ? Tags.NONE : Tags.of(tags);
    } catch (IllegalArgumentException e) {
      throw new DamagedValueException(key, e.getMessage());
    }
  }
}
