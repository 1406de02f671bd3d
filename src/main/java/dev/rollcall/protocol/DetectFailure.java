package dev.rollcall.protocol;

import dev.rollcall.NodeState;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.Suspicion;
import java.util.List;

/**
 * A node says that it has watched the target silent, naming the heartbeat it watched: should the target
 * send another, the suspicion no longer counts. Joining nodes say so too: after a power cycle there may be no others.
 *
 * <p>TLA+: {@code DetectFailure}.
 */
public final class DetectFailure extends ProtocolAction {
  public static final List<Guard> GUARDS = List.of(
      Guards.OWNS_RECORD,
      Guards.state("voter", NodeState.ACTIVE, NodeState.JOINING),
      Guards.LEASE,
      new Guard("silent", Refusal.NOT_SILENT, a -> Guards.isSilent(a, a.target())));

  public DetectFailure() {
    this(GUARDS);
  }

  public DetectFailure(List<Guard> guards) {
    super(guards);
  }

  @Override
  public boolean hasTarget() {
    return true;
  }

  /** The suspicion names the heartbeat that was seen, so saying it again says the same. */
  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  protected ProcessState effect(Attempt attempt) {
    Heartbeat seen = attempt.registry().heartbeat(attempt.target()).orElseThrow();
    Suspicion suspicion = new Suspicion(attempt.process().incarnation(), seen);
    attempt.registry().putSuspicion(attempt.target(), attempt.self(), suspicion);
    return attempt.process();
  }
}
