package dev.rollcall.protocol.schema;

import dev.rollcall.NodeState;
import dev.rollcall.store.Bytes;

/**
 * What the store knows of a node. Immutable.
 *
 * <p>TLA+: {@code registry} and, by its incarnation, {@code owner}.
 *
 * @param state never {@link NodeState#LEFT}, which is the absence of a record
 * @param incarnation the process the record belongs to, as numbered at its join
 * @param address where peers find the node; opaque to the protocol
 */
public record NodeRecord(NodeState state, long incarnation, String address) {
  private static final int VERSION = 1;

  /**
   * @throws dev.rollcall.IllegalTransitionException if no node goes from this state to that
   */
  public NodeRecord to(NodeState next) {
    return new NodeRecord(state.to(next), incarnation, address);
  }

  public Bytes encode() {
    return new ValueWriter(VERSION).writeByte(state.ordinal()).writeLong(incarnation).writeText(address).toBytes();
  }

  /**
   * @throws DamagedValueException if the value is not an encoded record
   */
  public static NodeRecord decode(Bytes key, Bytes value) {
    ValueReader reader = new ValueReader(key, value, VERSION);
    int state = reader.readByte();
    if (state <= NodeState.LEFT.ordinal() || state >= NodeState.values().length) {
      throw new DamagedValueException(key, "no node state has code " + state);
    }
    NodeRecord record = new NodeRecord(NodeState.values()[state], reader.readLong(), reader.readText());
    reader.end();
    return record;
  }
}
