package dev.rollcall.conformance.cli;

import dev.rollcall.MembershipConfig;
import dev.rollcall.conformance.operate.Sampler;
import dev.rollcall.conformance.operate.Seconds;
import dev.rollcall.conformance.operate.Seen;
import dev.rollcall.protocol.DeadNodeRemoval;
import dev.rollcall.protocol.DeadNodeRemoval.Sight;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.status.NodeStatus;
import java.time.Duration;
import java.util.Optional;

/** The watch over a node that is to be removed, for as long as it shows no sign of life. Not thread-safe. */
final class Vigil {
  private static final Duration LINE_EVERY = Duration.ofSeconds(5);

  private final Outside outside;
  private final DeadNodeRemoval removal;
  private final NodeStatus node;
  private final MembershipConfig config;
  private Optional<Heartbeat> heartbeat;
  private Sight sight;
  private long lastLine;

  /**
   * @param node as it was found
   */
  Vigil(Outside outside, DeadNodeRemoval removal, NodeStatus node, MembershipConfig config) {
    this.outside = outside;
    this.removal = removal;
    this.node = node;
    this.config = config;
    this.heartbeat = node.heartbeat();
  }

  /**
   * Watches until the node is dead for certain and the others had the time to beat. Changes nothing.
   *
   * @return the cluster as it is then; empty if there is nothing to close, or it must not be closed
   */
  Optional<Seen> keep(Sampler others) {
    long begun = outside.pace().nanos();
    lastLine = begun - LINE_EVERY.toNanos();
    while (true) {
      sight = removal.look();
      if (!isTheSameAndStill()) {
        return Optional.empty();
      }
      Optional<Seen> seen = others.look();
      boolean dead = sight.isDead();
      boolean othersHadTime = outside.pace().nanos() - begun >= config.failureTimeout().toNanos();
      if (dead && seen.isPresent() && (othersHadTime || seen.get().allHaveBeatenBut(node.node()))) {
        endLine();
        return seen;
      }
      progress(dead);
      pause("nothing was changed");
    }
  }

  /**
   * Closes the record; watches again first if the watch was interrupted.
   *
   * @return whether there is none any more; false if it must not be closed
   */
  boolean close() {
    while (true) {
      sight = removal.advance();
      if (sight.record().isEmpty()) {
        return true;
      }
      if (!isTheSameAndStill()) {
        return false;
      }
      progress(sight.isDead());
      pause("see scripts/rollcall status for what was done");
    }
  }

  private void pause(String whatWasDone) {
    if (!outside.pace().pause(ForgetCommand.pause(config))) {
      throw new BadInputException("interrupted; " + whatWasDone);
    }
  }

  /** Whether it is the record that was found, and its process has given no sign of life. */
  private boolean isTheSameAndStill() {
    boolean same = sight.record().map(NodeRecord::incarnation).filter(now -> now == node.incarnation()).isPresent();
    boolean still = sight.heartbeat().isEmpty() || sight.heartbeat().equals(heartbeat);
    boolean watchable = !same || sight.heartbeat().isPresent() || sight.isDead();
    if (!watchable) {
      throw new BadInputException("node " + node.node() + " is " + sight.record().orElseThrow().state().specName()
          + " but has no heartbeat that could be watched: what the store holds is damaged. Nothing was changed; "
          + "a new process of the node cannot take it over either, so restore its key from a backup");
    }
    return same && still;
  }

  /** Says why the record was not closed; the exit code. */
  int tell() {
    endLine();
    if (sight.record().isEmpty()) {
      System.out.println(node.node() + " has no record any more: it left, or somebody else removed it.");
      return Rollcall.VERIFIED;
    }
    long incarnation = sight.record().get().incarnation();
    System.err.println("refused: " + (incarnation == node.incarnation()
        ? node.node() + " beats, so its process lives; its address is " + node.address() + ". Have it leave, or stop "
            + "it first"
        : "a new process of " + node.node() + " has joined meanwhile, in incarnation " + incarnation)
        + ". It was not removed.");
    return Rollcall.VIOLATION;
  }

  private void progress(boolean dead) {
    String line = "  " + node.node() + (sight.heartbeat().isEmpty()
        ? " is " + sight.record().orElseThrow().state().specName() + "; watching who else beats"
        : " has been still for " + Seconds.text(sight.watched()) + " of " + Seconds.text(sight.timeout())
            + (dead ? "; watching who else beats" : ""));
    if (outside.operator().isThere()) {
      System.err.print("\r" + line + "\u001b[K");
      System.err.flush();
    } else if (outside.pace().nanos() - lastLine >= LINE_EVERY.toNanos()) {
      lastLine = outside.pace().nanos();
      System.err.println(line);
    }
  }

  private void endLine() {
    if (outside.operator().isThere()) {
      System.err.print("\r\u001b[K");
    }
  }
}
