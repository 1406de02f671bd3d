package dev.rollcall.doctor;

import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Bytes;
import java.util.Optional;

/**
 * One entry of the store that is not as the protocol would have left it. Immutable.
 *
 * @param value under the key when it was judged; empty if the key is missing
 * @param problem what is wrong, in one line
 * @param advice what to do about it, in one line
 * @param removable whether {@link Doctor#remove} may remove the key
 */
public record Defect(
    Kind kind, Bytes key, Optional<Bytes> value, String problem, String advice, boolean removable) {

  /** How an entry can be wrong. */
  public enum Kind {
    /** The value does not decode, or a number in it is out of range. */
    DAMAGED,
    /** The key is none that this release writes. */
    UNKNOWN,
    /** The entry belongs to a node, process or placement that is not there. */
    ORPHANED,
    /** The entry contradicts another one, or is missing though another one needs it. */
    INCONSISTENT
  }

  /** The key as people read it. */
  public String path() {
    return Keys.describe(key);
  }
}
