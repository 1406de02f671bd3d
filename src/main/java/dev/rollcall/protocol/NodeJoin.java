package dev.rollcall.protocol;

import dev.rollcall.NodeState;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.WritableRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A process becomes a new incarnation of its node. Where no node is Active it is Active at once, and primary; otherwise
 * it waits in Joining, with a lease that keeps its record alive.
 *
 * <p>TLA+: {@code NodeJoin}.
 */
public final class NodeJoin extends ProtocolAction {
  public static final List<Guard> GUARDS = List.of(Guards.state("left", NodeState.LEFT));

  /** Nobody is Active, so nobody could admit the node. */
  public static final Predicate<Attempt> FIRST = a -> !a.registry().hasActive();

  private final Predicate<Attempt> first;

  public NodeJoin() {
    this(GUARDS, FIRST);
  }

  /**
   * @param first when the node becomes Active at once, and primary
   */
  public NodeJoin(List<Guard> guards, Predicate<Attempt> first) {
    super(guards);
    this.first = first;
  }

  @Override
  protected ProcessState effect(Attempt attempt) {
    boolean becomesActive = first.test(attempt);
    WritableRegistry registry = attempt.registry();
    registry.requireFormat();
    long incarnation = registry.nextIncarnation();
    NodeState state = registry.state(attempt.self()).to(becomesActive ? NodeState.ACTIVE : NodeState.JOINING);
    registry.putRecord(attempt.self(), new NodeRecord(state, incarnation,
        attempt.context().address(), Optional.of(attempt.context().config().leaseDuration()), attempt.context().tags()));
    registry.putHeartbeat(attempt.self(), new Heartbeat(incarnation, 1));
    ProcessState joined = ProcessState.joined(incarnation, attempt.newLease());
    if (!becomesActive) {
      return joined;
    }
    registry.installView();
    return ElectPrimary.takeOffice(attempt, joined.withView(registry.view()));
  }
}
