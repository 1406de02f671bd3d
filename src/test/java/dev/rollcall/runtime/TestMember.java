package dev.rollcall.runtime;

import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.PrimaryFence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A running member of a {@link TestCluster}, its way to the store, and what its listener heard. */
record TestMember(ClusterMember member, WayToStore way, Heard heard) {
  NodeId id() {
    return member.node();
  }

  boolean isPrimary() {
    return member.isPrimary();
  }

  /** A member that the view shows, under a live lease. */
  boolean isIn(int size) {
    return member.state() == NodeState.ACTIVE && member.view().size() == size && !member.leaseLeft().isZero();
  }

  /** The term in which it claims to be primary now. */
  Optional<Long> term() {
    return member.fence().map(PrimaryFence::term);
  }

  /** The names of its threads that still run. */
  List<String> threads() {
    return threadsOf(id());
  }

  static List<String> threadsOf(NodeId node) {
    String name = "rollcall-" + node;
    return Thread.getAllStackTraces().keySet().stream().filter(Thread::isAlive).map(Thread::getName)
        .filter(n -> n.equals(name) || n.startsWith(name + "-")).sorted().collect(Collectors.toList());
  }

  void awaitComplaint(Complaint.Code code) {
    Await.until(() -> id() + " complains of " + code + ", not of " + member.health(),
        () -> member.health().complainsOf(code));
  }

  void awaitHealthy() {
    Await.until(() -> id() + " is healthy: " + member.health(), () -> member.health().isHealthy());
  }

  void awaitIn(int size) {
    Await.until(() -> id() + " is in a view of " + size + ", not " + member.health() + member.view() + heard.events(),
        () -> isIn(size));
  }
}
