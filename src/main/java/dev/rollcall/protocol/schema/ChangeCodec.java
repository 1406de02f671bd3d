package dev.rollcall.protocol.schema;

import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.store.Bytes;
import java.util.Optional;
import java.util.function.BiFunction;

/** Writes and reads changes as parts of an event: a byte for the kind, then its fields. */
final class ChangeCodec {
  private static final int RECORD = 1;
  private static final int HEARTBEAT = 2;
  private static final int SUSPICION = 3;
  private static final int VIEW = 4;
  private static final int PRIMARY = 5;
  private static final int PLACEMENT = 6;

  private ChangeCodec() {}

  static void write(Change change, ValueWriter writer) {
    if (change instanceof Change.OfRecord of) {
      writer.writeByte(RECORD).writeText(of.node().value());
      writeOptional(of.record().map(NodeRecord::encode), writer);
    } else if (change instanceof Change.OfHeartbeat of) {
      writer.writeByte(HEARTBEAT).writeText(of.node().value());
      writeOptional(of.heartbeat().map(Heartbeat::encode), writer);
    } else if (change instanceof Change.OfSuspicion of) {
      writer.writeByte(SUSPICION).writeText(of.target().value()).writeText(of.voter().value())
          .writeValue(of.suspicion().encode());
    } else if (change instanceof Change.OfView of) {
      writer.writeByte(VIEW).writeLong(of.number());
    } else if (change instanceof Change.OfPrimary of) {
      writer.writeByte(PRIMARY).writeValue(of.primary().encode());
    } else {
      Change.OfPlacement of = (Change.OfPlacement) change;
      writer.writeByte(PLACEMENT).writeText(of.actor().value()).writeByte(of.arriving() ? 1 : 0)
          .writeValue(of.placement().encode());
    }
  }

  private static void writeOptional(Optional<Bytes> value, ValueWriter writer) {
    writer.writeByte(value.isPresent() ? 1 : 0);
    value.ifPresent(writer::writeValue);
  }

  /**
   * @throws DamagedValueException if no change follows
   */
  static Change read(ValueReader reader) {
    int kind = reader.readByte();
    return switch (kind) {
      case RECORD -> new Change.OfRecord(reader.readNodeId(), readOptional(reader, NodeRecord::decode));
      case HEARTBEAT -> new Change.OfHeartbeat(reader.readNodeId(), readOptional(reader, Heartbeat::decode));
      case SUSPICION -> {
        NodeId target = reader.readNodeId();
        NodeId voter = reader.readNodeId();
        yield new Change.OfSuspicion(target, voter, Suspicion.decode(reader.key(), reader.readValue()));
      }
      case VIEW -> new Change.OfView(reader.readNumber("the number of the view", 1));
      case PRIMARY -> new Change.OfPrimary(PrimaryRecord.decode(reader.key(), reader.readValue()));
      case PLACEMENT -> {
        ActorId actor = reader.readActorId();
        boolean arriving = reader.readFlag();
        yield new Change.OfPlacement(actor, PlacementRecord.decode(reader.key(), reader.readValue()), arriving);
      }
      default -> throw new DamagedValueException(reader.key(), "no change has code " + kind);
    };
  }

  private static <T> Optional<T> readOptional(ValueReader reader, BiFunction<Bytes, Bytes, T> decode) {
    return reader.readFlag() ? Optional.of(decode.apply(reader.key(), reader.readValue())) : Optional.empty();
  }
}
