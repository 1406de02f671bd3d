package dev.rollcall.protocol;

import dev.rollcall.protocol.schema.PrimaryRecord;

/** A write was to be made in a term that is over. Nothing was written; the process has to stop acting as primary. */
public final class StalePrimaryException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  StalePrimaryException(PrimaryFence fence, PrimaryRecord primary) {
    super(fence.node() + " was primary in term " + fence.term() + ", which is over: " + primary.holder()
        .map(h -> "term " + primary.term() + " is held by " + h.node() + " (incarnation " + h.incarnation() + ")")
        .orElse("nobody has held the office since term " + primary.term()));
  }
}
