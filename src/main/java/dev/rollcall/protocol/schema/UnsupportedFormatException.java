package dev.rollcall.protocol.schema;

import dev.rollcall.store.Bytes;

/**
 * The cluster's data is in a format that this release does not know. Nothing was changed. A process of this release
 * cannot start until the format is one that it knows.
 */
public final class UnsupportedFormatException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  UnsupportedFormatException(Bytes key, long found, long known) {
    super("the cluster's data has format " + found + " (key '" + KeyTuple.describe(key) + "'), and this release knows "
        + "format " + known + ": start a newer release of Rollcall");
  }
}
