package dev.rollcall.protocol;

import dev.rollcall.NodeState;
import java.util.List;

/**
 * A node shows that it is alive and so renews its lease. A holder of the office that stepped down while it
 * was cut off resigns here. A refusal tells a node that it was failed or superseded.
 *
 * <p>TLA+: {@code SendHeartbeat}.
 */
public class SendHeartbeat extends ProtocolAction {
  public static final List<Guard> GUARDS =
      List.of(Guards.OWNS_RECORD, Guards.state("alive", NodeState.JOINING, NodeState.ACTIVE, NodeState.LEAVING));

  public SendHeartbeat() {
    this(GUARDS);
  }

  public SendHeartbeat(List<Guard> guards) {
    super(guards);
  }

  /** A heartbeat more does no harm: what counts is that the counter rose. */
  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  protected ProcessState effect(Attempt attempt) {
    attempt.renewHeartbeat();
    if (!attempt.process().believesPrimary()) {
      attempt.registry().vacateOwn(attempt.self());
    }
    return attempt.process().withLease(attempt.newLease());
  }
}
