package dev.rollcall.protocol;

import dev.rollcall.NodeState;
import java.util.List;

/**
 * A member adopts the current view.
 *
 * <p>TLA+: {@code SyncViews}.
 */
public final class SyncViews extends ProtocolAction {
  public static final List<Guard> GUARDS =
      List.of(Guards.OWNS_RECORD, Guards.state("state", NodeState.ACTIVE, NodeState.LEAVING));

  public SyncViews() {
    this(GUARDS);
  }

  public SyncViews(List<Guard> guards) {
    super(guards);
  }

  @Override
  protected ProcessState effect(Attempt attempt) {
    return attempt.process().withView(attempt.registry().view());
  }
}
