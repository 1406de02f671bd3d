package dev.rollcall.conformance.cli;

import dev.rollcall.ActorId;
import dev.rollcall.ActorListener;
import dev.rollcall.MembershipListener;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import dev.rollcall.PrimaryInfo;
import dev.rollcall.conformance.operate.Pace;
import dev.rollcall.runtime.Complaint;
import dev.rollcall.runtime.Complaint.Code;
import dev.rollcall.runtime.MemberHealth;
import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/** What happens at a member, one line each: the time, and {@code key=value}. Thread-safe. */
final class EventLines implements MembershipListener, ActorListener {
  private final NodeId self;
  private final Pace pace;
  private final PrintStream out;
  private final Ending ending;
  private String healthBefore = "";

  /**
   * @param ending told when the node is another process now
   */
  EventLines(NodeId self, Pace pace, PrintStream out, Ending ending) {
    this.self = self;
    this.ending = ending;
    this.pace = pace;
    this.out = out;
  }

  /**
   * Prints a line.
   *
   * @param fields keys and values, by turns; values with spaces are quoted
   */
  void tell(String event, Object... fields) {
    StringBuilder line = new StringBuilder(pace.now().truncatedTo(ChronoUnit.MILLIS).toString())
        .append(" event=").append(event).append(" node=").append(self);
    for (int i = 0; i < fields.length; i += 2) {
      String value = fields[i + 1].toString();
      boolean quoted = value.isEmpty() || value.contains(" ") || value.contains("\"");
      line.append(' ').append(fields[i]).append('=')
          .append(quoted ? '"' + value.replace("\"", "'") + '"' : value);
    }
    out.println(line);
    out.flush();
  }

  /** Prints how the member is, if that has changed. The time that is left of a lease is no change. */
  synchronized void health(MemberHealth health) {
    String complaints = health.complaints().stream().filter(complaint -> complaint.code() != Code.JOIN_WAITING)
        .map(Complaint::toString).collect(Collectors.joining("; "));
    String waiting = health.waitingFor().orElse("");
    String now = health.isHealthy() + " " + health.state() + " " + health.leaseLeft().isZero() + " "
        + health.storeReachable() + " " + waiting + " " + complaints;
    if (!now.equals(healthBefore)) {
      healthBefore = now;
      tell("health", "healthy", health.isHealthy(), "state", health.state().specName(),
          "lease", health.leaseLeft().isZero() ? "over" : "holds",
          "store", health.storeReachable() ? "reachable" : "unreachable", "waiting", waiting, "complaints", complaints);
    }
  }

  @Override
  public void joined(NodeId node, MembershipView view) {
    tell("joined", "who", node, "view", view.number());
  }

  @Override
  public void left(NodeId node, MembershipView view) {
    tell("left", "who", node, "view", view.number());
  }

  @Override
  public void suspected(NodeId node) {
    tell("suspected", "who", node);
  }

  @Override
  public void failed(NodeId node, MembershipView view) {
    tell("failed", "who", node, "view", view.number());
  }

  @Override
  public void viewChanged(MembershipView before, MembershipView after) {
    tell("view", "number", after.number(), "members",
        after.members().stream().map(NodeId::value).collect(Collectors.joining(",")));
  }

  @Override
  public void primaryElected(PrimaryInfo primary) {
    tell("primary-elected", "who", primary.node(), "term", primary.term());
  }

  @Override
  public void primaryLost(PrimaryInfo former) {
    tell("primary-lost", "who", former.node(), "term", former.term());
  }

  @Override
  public void leaseLost() {
    tell("lease-lost");
  }

  @Override
  public void leaseRegained() {
    tell("lease-regained");
  }

  @Override
  public void evicted() {
    tell("evicted");
    ending.evicted();
  }

  @Override
  public void missed(int events) {
    tell("missed", "events", events);
  }

  @Override
  public void damaged(String key, String problem) {
    tell("damaged", "key", key, "problem", problem);
  }

  @Override
  public void superseded() {
    tell("superseded");
    ending.superseded();
  }

  @Override
  public void activated(ActorId actor, long epoch) {
    tell("activated", "actor", actor, "epoch", epoch);
  }

  @Override
  public void deactivated(ActorId actor, long epoch) {
    tell("deactivated", "actor", actor, "epoch", epoch);
  }
}
