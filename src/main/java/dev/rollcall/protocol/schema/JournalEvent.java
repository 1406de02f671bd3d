package dev.rollcall.protocol.schema;

import dev.rollcall.NodeId;
import dev.rollcall.store.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One committed transaction of the protocol: which action of which process it was, and all it wrote. The
 * events of a cluster from its first on, each change put over what was before, give {@code registry},
 * {@code viewNumber}, {@code term} and {@code primary} after each step. They give {@code owner} as the
 * incarnation in a record, and {@code suspicions} as those that {@link Registry#voters} would count. No event
 * tells of steps that write nothing: what the environment does, views adopted, what a process gives up by itself.
 * Immutable.
 *
 * <p>{@code docs/journal.md} has the encoding byte for byte.
 *
 * @param millis milliseconds since the epoch on the acting node's wall clock: for people, and for retention; the
 *     order of events is that of their keys
 * @param action the name of the action. TLA+: of the same name
 * @param node the node whose process acted
 * @param incarnationBefore of the process before the step; 0 for one that had not joined
 * @param incarnation of the process after the step; 0 for one that has left or forgotten
 * @param target the node the action is about, for an action that is about another
 * @param changes in the order in which they were made; at most 255
 */
public record JournalEvent(
    long millis, String action, NodeId node, long incarnationBefore, long incarnation, Optional<NodeId> target,
    List<Change> changes) {
  private static final int VERSION = 1;

  /** Where the time is, in this version and in all to come: who trims reads no more than that. */
  private static final int TIME = 1;

  /**
   * @throws IllegalArgumentException if there are too many changes
   */
  public JournalEvent {
    changes = List.copyOf(changes);
    if (changes.size() > 255) {
      throw new IllegalArgumentException(action + " made " + changes.size() + " changes, an event holds 255");
    }
  }

  public Bytes encode() {
    ValueWriter writer = new ValueWriter(VERSION).writeLong(millis).writeText(action).writeText(node.value())
        .writeLong(incarnationBefore).writeLong(incarnation).writeByte(target.isPresent() ? 1 : 0);
    target.ifPresent(t -> writer.writeText(t.value()));
    writer.writeByte(changes.size());
    changes.forEach(change -> ChangeCodec.write(change, writer));
    return writer.toBytes();
  }

  /**
   * @throws DamagedValueException if the value is not an encoded event
   */
  public static JournalEvent decode(Bytes key, Bytes value) {
    ValueReader reader = new ValueReader(key, value, VERSION);
    long millis = reader.readLong();
    String action = reader.readText();
    NodeId node = reader.readNodeId();
    long before = reader.readNumber("the incarnation before", 0);
    long after = reader.readNumber("the incarnation after", 0);
    Optional<NodeId> target = reader.readFlag() ? Optional.of(reader.readNodeId()) : Optional.empty();
    int count = reader.readByte();
    List<Change> changes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      changes.add(ChangeCodec.read(reader));
    }
    reader.end();
    return new JournalEvent(millis, action, node, before, after, target, changes);
  }

  /** The time in an encoded event of any version, whether or not the rest decodes; empty if it is too short. */
  public static OptionalLong millisOf(Bytes value) {
    return value.length() < TIME + Long.BYTES ? OptionalLong.empty() : OptionalLong.of(value.bigEndianLong(TIME));
  }
}
