package dev.rollcall.protocol.schema;

import dev.rollcall.ActorHost;
import dev.rollcall.Placement;
import dev.rollcall.store.Bytes;
import java.util.Optional;

/**
 * What the store knows of an actor. Reading it inside the transaction that writes is the fence of its host. A vacant
 * one keeps its epoch, as the office of primary keeps its term. Immutable.
 *
 * <p>TLA+: {@code epoch} and {@code host}.
 *
 * @param epoch rises by one with each new host; 0 before the first
 * @param host the process it is placed at, if any
 */
public record PlacementRecord(long epoch, Optional<ActorHost> host) {
  /** Before the first activation. */
  public static final PlacementRecord NONE = new PlacementRecord(0, Optional.empty());

  private static final int VERSION = 1;

  public boolean isVacant() {
    return host.isEmpty();
  }

  public boolean isAt(ActorHost process) {
    return host.isPresent() && host.get().equals(process);
  }

  /** Placed at this process, in the next epoch. */
  public PlacementRecord placedAt(ActorHost process) {
    return new PlacementRecord(epoch + 1, Optional.of(process));
  }

  /** The same epoch without a host. */
  public PlacementRecord vacated() {
    return new PlacementRecord(epoch, Optional.empty());
  }

  /** This as users see it; empty without a host. */
  public Optional<Placement> placement() {
    return host.map(process -> new Placement(process, epoch));
  }

  public Bytes encode() {
    ValueWriter writer = new ValueWriter(VERSION).writeLong(epoch).writeByte(host.isPresent() ? 1 : 0);
    host.ifPresent(process -> writer.writeLong(process.incarnation()).writeText(process.node().value()));
    return writer.toBytes();
  }

  /**
   * @throws DamagedValueException if the value is not an encoded placement
   */
  public static PlacementRecord decode(Bytes key, Bytes value) {
    ValueReader reader = new ValueReader(key, value, VERSION);
    long epoch = reader.readNumber("its epoch", 1);
    Optional<ActorHost> host = Optional.empty();
    if (reader.readFlag()) {
      long incarnation = reader.readNumber("the host's incarnation", 1);
      host = Optional.of(new ActorHost(reader.readNodeId(), incarnation));
    }
    reader.end();
    return new PlacementRecord(epoch, host);
  }
}
