package dev.rollcall.protocol;

import dev.rollcall.MembershipView;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.WritableRegistry;
import java.util.List;
import java.util.function.Predicate;

/**
 * A process becomes a new incarnation of its node. The first node is Active at once, and primary if it is
 * all the electorate there is; any other waits in Joining, with a lease that keeps its record alive.
 *
 * <p>TLA+: {@code NodeJoin}.
 */
public final class NodeJoin extends ProtocolAction {
  public static final List<Guard> GUARDS = List.of(Guards.state("left", NodeState.LEFT));

  /** Nobody is Active, so nobody could admit the node. */
  public static final Predicate<Attempt> FIRST = Attempt::nobodyActive;

  /** Nobody else counts in a quorum, not even a failed node. */
  public static final Predicate<Attempt> SOLE_ELECTOR = a -> a.registry().electorate().size() == 0;

  private final Predicate<Attempt> first;
  private final Predicate<Attempt> soleElector;

  public NodeJoin() {
    this(GUARDS, FIRST, SOLE_ELECTOR);
  }

  /**
   * @param first when the node becomes Active at once
   * @param soleElector when such a node becomes primary too
   */
  public NodeJoin(List<Guard> guards, Predicate<Attempt> first, Predicate<Attempt> soleElector) {
    super(guards);
    this.first = first;
    this.soleElector = soleElector;
  }

  @Override
  protected ProcessState effect(Attempt attempt) {
    boolean becomesActive = first.test(attempt);
    boolean becomesPrimary = becomesActive && soleElector.test(attempt);
    WritableRegistry registry = attempt.registry();
    registry.requireFormat();
    long incarnation = registry.nextIncarnation();
    NodeState state = registry.state(attempt.self()).to(becomesActive ? NodeState.ACTIVE : NodeState.JOINING);
    registry.putRecord(attempt.self(), new NodeRecord(state, incarnation, attempt.context().address()));
    registry.putHeartbeat(attempt.self(), new Heartbeat(incarnation, 1));
    ProcessState joined = ProcessState.joined(incarnation, attempt.newLease());
    if (!becomesActive) {
      return joined;
    }
    registry.installView();
    MembershipView view = registry.view();
    return becomesPrimary ? ElectPrimary.takeOffice(attempt, joined.withView(view)) : joined.withView(view);
  }
}
