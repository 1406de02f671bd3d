package dev.rollcall.protocol;

import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import java.util.EnumSet;
import java.util.Set;

/** The conditions that several actions share. Each names the TLA+ operator it is. Stateless and thread-safe. */
public final class Guards {
  /** TLA+: {@code Owns}. It holds whatever clocks say: a superseded process is fenced by the store. */
  public static final Guard OWNS_RECORD = new Guard("owns", Refusal.FENCED, Attempt::ownsRecord);

  /** TLA+: {@code LeaseHolds}. */
  public static final Guard LEASE =
      new Guard("lease", Refusal.NO_LIVE_LEASE, a -> a.process().lease().isLive(a.now()));

  /** TLA+: {@code HasQuorum}. */
  public static final Guard QUORUM = new Guard("quorum", Refusal.NO_QUORUM, Attempt::hasQuorum);

  /** TLA+: {@code MayStay}. */
  public static final Guard MAY_STAY = new Guard("stays", Refusal.NO_QUORUM, Attempt::mayStay);

  private Guards() {}

  /** The node's own record is in one of these states. */
  public static Guard state(String name, NodeState first, NodeState... more) {
    Set<NodeState> states = Set.copyOf(EnumSet.of(first, more));
    return new Guard(name, Refusal.NOT_IN_THIS_STATE, a -> states.contains(a.registry().state(a.self())));
  }

  /** This node has been watched at its current heartbeat for its whole timeout. */
  static boolean isSilent(Attempt attempt, NodeId node) {
    return attempt.registry().heartbeat(node)
        .filter(heartbeat -> attempt.process().watch().isSilent(node, heartbeat)).isPresent();
  }
}
