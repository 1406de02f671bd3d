package dev.rollcall.protocol.schema;

import dev.rollcall.NodeId;
import dev.rollcall.PrimaryInfo;
import dev.rollcall.store.Bytes;
import java.time.Instant;
import java.util.Optional;

/**
 * The office of primary: its latest term, and who holds it if anybody does. Reading it inside the
 * transaction that writes is the fence. Immutable.
 *
 * <p>TLA+: {@code term} and {@code primary}.
 *
 * @param term of the latest election; 0 before the first
 * @param holder the node elected in that term, unless it resigned or is gone
 */
public record PrimaryRecord(long term, Optional<Holder> holder) {
  /** Before the first election. */
  public static final PrimaryRecord NONE = new PrimaryRecord(0, Optional.empty());

  private static final int VERSION = 1;

  /**
   * Who holds the office.
   *
   * @param electedAt milliseconds since the epoch on the holder's wall clock; for people only
   */
  public record Holder(NodeId node, long incarnation, long electedAt) {}

  public boolean isHeldBy(NodeId node) {
    return holder.isPresent() && holder.get().node().equals(node);
  }

  /** The same term without a holder. */
  public PrimaryRecord vacated() {
    return new PrimaryRecord(term, Optional.empty());
  }

  /** The next term, held by this node. */
  public PrimaryRecord elect(Holder next) {
    return new PrimaryRecord(term + 1, Optional.of(next));
  }

  /** This as users see it; empty without a holder. */
  public Optional<PrimaryInfo> info() {
    return holder.map(h -> new PrimaryInfo(h.node(), h.incarnation(), term, Instant.ofEpochMilli(h.electedAt())));
  }

  public Bytes encode() {
    ValueWriter writer = new ValueWriter(VERSION).writeLong(term).writeByte(holder.isPresent() ? 1 : 0);
    holder.ifPresent(h -> writer.writeLong(h.incarnation()).writeLong(h.electedAt()).writeText(h.node().value()));
    return writer.toBytes();
  }

  /**
   * @throws DamagedValueException if the value is not an encoded primary record
   */
  public static PrimaryRecord decode(Bytes key, Bytes value) {
    ValueReader reader = new ValueReader(key, value, VERSION);
    long term = reader.readNumber("its term", 1);
    Optional<Holder> holder = Optional.empty();
    if (reader.readFlag()) {
      long incarnation = reader.readNumber("the holder's incarnation", 1);
      long electedAt = reader.readLong();
      holder = Optional.of(new Holder(reader.readNodeId(), incarnation, electedAt));
    }
    reader.end();
    return new PrimaryRecord(term, holder);
  }
}
