package dev.rollcall.store;

import java.nio.ByteBuffer;
import java.util.Comparator;

/**
 * The place of a committed transaction in the store's serial order. Later commits have greater
 * versionstamps; nothing follows from how much greater.
 *
 * @param version the commit version
 * @param batch the place among the transactions of that version, 0 to 65535
 */
public record Versionstamp(long version, int batch) implements Comparable<Versionstamp> {

  /** The bytes of an encoded versionstamp. */
  public static final int LENGTH = 10;

  /** What a read-only transaction gets, which has no place of its own; before all others. */
  public static final Versionstamp NONE = new Versionstamp(-1, 0);

  private static final Comparator<Versionstamp> ORDER =
      Comparator.comparingLong(Versionstamp::version).thenComparingInt(Versionstamp::batch);

  public Versionstamp {
    if (version < -1 || batch < 0 || batch > 0xffff) {
      throw new IllegalArgumentException("no versionstamp has version " + version + " and batch " + batch);
    }
  }

  /**
   * The versionstamp that {@code key} holds at {@code offset}, as
   * {@link Transaction#setVersionstampedKey} put it there.
   *
   * @throws IndexOutOfBoundsException if {@code key} is too short
   */
  public static Versionstamp at(Bytes key, int offset) {
    ByteBuffer buffer = ByteBuffer.wrap(key.slice(offset, offset + LENGTH).toByteArray());
    return new Versionstamp(buffer.getLong(), buffer.getShort() & 0xffff);
  }

  /**
   * The 10 bytes that sort as versionstamps do: version, then batch, highest byte first.
   *
   * @throws IllegalStateException if this is {@link #NONE}
   */
  public Bytes toBytes() {
    if (version < 0) {
      throw new IllegalStateException("a read-only transaction has no versionstamp to encode");
    }
    return Bytes.of(ByteBuffer.allocate(LENGTH).putLong(version).putShort((short) batch).array());
  }

  @Override
  public int compareTo(Versionstamp other) {
    return ORDER.compare(this, other);
  }
}
