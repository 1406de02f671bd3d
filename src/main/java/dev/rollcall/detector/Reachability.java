package dev.rollcall.detector;

import dev.rollcall.NodeId;

/**
 * Whether a peer answered the latest probe and gets answers too; where peers are not probed, whether it is not among
 * the {@linkplain Watch#silent silent}. Called while a step evaluates its guards, so it answers at
 * once from what is known. Implementations are thread-safe.
 *
 * <p>TLA+: {@code Reaches}.
 */
@FunctionalInterface
public interface Reachability {
  boolean reaches(NodeId peer);
}
