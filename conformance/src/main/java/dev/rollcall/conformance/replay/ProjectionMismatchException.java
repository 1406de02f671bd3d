package dev.rollcall.conformance.replay;

import java.util.Set;
import java.util.TreeSet;

/** The trace and the projection do not have the same variables, so some would go unchecked. */
public final class ProjectionMismatchException extends UnreplayableTraceException {
  private static final long serialVersionUID = 1L;

  ProjectionMismatchException(Set<String> inTrace, Set<String> projected) {
    super(
        "the trace and the projection have different variables"
            + only("trace", inTrace, projected)
            + only("projection", projected, inTrace)
            + ". Project every variable of the spec, and none it does not have");
  }

  private static String only(String side, Set<String> here, Set<String> there) {
    Set<String> only = new TreeSet<>(here);
    only.removeAll(there);
    return only.isEmpty() ? "" : "; only in the " + side + ": " + String.join(", ", only);
  }
}
