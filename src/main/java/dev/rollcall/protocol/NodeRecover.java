package dev.rollcall.protocol;

import dev.rollcall.NodeState;
import java.util.List;
import java.util.function.Predicate;

/**
 * A process that learns that its node was failed closes the record and forgets; one whose record went on
 * without it only forgets. Either may join anew.
 *
 * <p>TLA+: {@code NodeRecover}.
 */
public final class NodeRecover extends ProtocolAction {
  public static final List<Guard> GUARDS =
      List.of(new Guard("superseded", Refusal.NOT_IN_THIS_STATE, a -> isFailed(a) || !a.ownsRecord()));

  /** Only a failed record is closed; one that went on without the process is another's. */
  public static final Predicate<Attempt> FAILED = NodeRecover::isFailed;

  private final Predicate<Attempt> failed;

  public NodeRecover() {
    this(GUARDS, FAILED);
  }

  /**
   * @param failed when the process closes the record
   */
  public NodeRecover(List<Guard> guards, Predicate<Attempt> failed) {
    super(guards);
    this.failed = failed;
  }

  @Override
  protected ProcessState effect(Attempt attempt) {
    if (failed.test(attempt)) {
      attempt.registry().putRecord(attempt.self(), null);
    }
    return attempt.process().forgotten();
  }

  private static boolean isFailed(Attempt attempt) {
    return attempt.registry().state(attempt.self()) == NodeState.FAILED;
  }
}
