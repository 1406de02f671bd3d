package dev.rollcall.conformance.replay;

import java.util.Collection;
import java.util.TreeSet;

/** The trace takes an action that the adapter does not know. */
public final class UnknownActionException extends UnreplayableTraceException {
  private static final long serialVersionUID = 1L;

  public UnknownActionException(String action, Collection<String> known) {
    super(
        "unknown action \"" + action + "\"; the adapter knows "
            + String.join(", ", new TreeSet<>(known))
            + ". Map the spec's new action to production, or correct the trace");
  }
}
