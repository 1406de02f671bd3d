package dev.rollcall.protocol;

import dev.rollcall.Electorate;
import dev.rollcall.NodeId;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.WritableRegistry;

/**
 * One try of one action: what its guards may read and its effect may change. Not thread-safe; lives as
 * long as its transaction.
 */
public class Attempt {
  private final NodeContext context;
  private final ProcessState process;
  private final NodeId target;
  private final WritableRegistry registry;
  private final ClockReading now;

  /**
   * @param target the node the action is about; null if it has none
   * @param now the process's clocks, read before the transaction began
   */
  protected Attempt(
      NodeContext context, ProcessState process, NodeId target, WritableRegistry registry, ClockReading now) {
    this.context = context;
    this.process = process;
    this.target = target;
    this.registry = registry;
    this.now = now;
  }

  public final NodeContext context() {
    return context;
  }

  public final NodeId self() {
    return context.self();
  }

  public final ProcessState process() {
    return process;
  }

  /** The node the action is about, for an action that is about another. */
  public final NodeId target() {
    return target;
  }

  public final WritableRegistry registry() {
    return registry;
  }

  /** The process's clocks, read before the transaction began. */
  public final ClockReading now() {
    return now;
  }

  /** Whether the node's record carries this process's incarnation. TLA+: {@code Owns}. */
  final boolean ownsRecord() {
    NodeRecord record = registry.record(self());
    return record != null && process.isRunning() && record.incarnation() == process.incarnation();
  }

  /** By which nodes others are failed, and which make a quorum. */
  final Electorate electorate() {
    return registry.electorate(context.config().votes());
  }

  /** TLA+: {@code HasQuorum}. */
  final boolean hasQuorum() {
    return electorate().isQuorum(self(), context.reachability()::reaches);
  }

  /** TLA+: {@code MayStay}. */
  final boolean mayStay() {
    return electorate().mayStay(self(), context.reachability()::reaches);
  }

  /** A lease that counts from before this transaction. */
  final Lease newLease() {
    return Lease.from(now, context.config().leaseDuration());
  }

  /**
   * The node's counter rises, which voids what was said of the old one. That is removed, too, if there can be any: nobody
   * suspects a node under a live lease. TLA+: {@code Renew}.
   */
  final void renewHeartbeat() {
    Heartbeat next = registry.heartbeat(self())
        .filter(h -> h.incarnation() == process.incarnation())
        .map(Heartbeat::next)
        .orElseGet(() -> new Heartbeat(process.incarnation(), 1));
    registry.putHeartbeat(self(), next);
    if (!process.lease().isLive(now)) {
      registry.clearSuspicions(self());
    }
  }
}
