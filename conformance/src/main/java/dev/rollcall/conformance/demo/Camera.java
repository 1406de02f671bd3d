package dev.rollcall.conformance.demo;

import dev.rollcall.ActorId;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.PrimaryInfo;
import dev.rollcall.conformance.simulate.Fleet;
import dev.rollcall.conformance.simulate.FleetMember;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.status.ClusterStatus;
import dev.rollcall.status.NodeStatus;
import dev.rollcall.status.StatusReader;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Takes pictures of a fleet, without disturbing it. Not thread-safe. */
final class Camera {
  private final Fleet fleet;
  private final StatusReader reader;

  Camera(Fleet fleet, StatusReader reader) {
    this.fleet = fleet;
    this.reader = reader;
  }

  Scene take() {
    Optional<ClusterStatus> status = reader.read();
    List<Lane> lanes = fleet.members().stream().map(member -> lane(member, status)).toList();
    return new Scene(fleet.time().now(), lanes, status.map(ClusterStatus::view).orElse(MembershipView.NONE),
        status.map(ClusterStatus::term).orElse(0L), status.flatMap(ClusterStatus::primary).map(PrimaryInfo::node),
        actors());
  }

  private Lane lane(FleetMember member, Optional<ClusterStatus> status) {
    Optional<NodeStatus> record = status.flatMap(cluster -> cluster.node(member.node()));
    return new Lane(member.node(), record.map(NodeStatus::state).orElse(NodeState.LEFT),
        record.map(NodeStatus::incarnation).orElse(0L), suspectedBy(member.node(), status), process(member),
        new Lane.Weather(member.isPaused(), member.isCut(), lost(member)));
  }

  private static SortedSet<NodeId> suspectedBy(NodeId node, Optional<ClusterStatus> status) {
    return status.stream().flatMap(cluster -> cluster.suspicions().stream())
        .filter(suspicion -> suspicion.target().equals(node) && suspicion.counts())
        .map(suspicion -> suspicion.voter()).collect(Collectors.toCollection(TreeSet::new));
  }

  private Lane.Process process(FleetMember member) {
    if (!member.isRunning()) {
      return Lane.Process.NONE;
    }
    ProcessState process = member.process();
    long left = process.lease().leftNanos(member.reading());
    // What is left of the last part still counts as one.
    long parts = left == 0 ? 0 : 1 + (left - 1) * Lane.Process.LEASE_PARTS / process.lease().duration().toNanos();
    return new Lane.Process(
        true, process.isRunning(), process.view().number(), process.believesPrimary(), (int) parts);
  }

  private SortedSet<NodeId> lost(FleetMember member) {
    return fleet.members().stream().filter(other -> other != member && fleet.isPartitioned(member, other))
        .map(FleetMember::node).collect(Collectors.toCollection(TreeSet::new));
  }

  private SortedMap<ActorId, NodeId> actors() {
    SortedMap<ActorId, NodeId> running = new TreeMap<>();
    for (FleetMember member : fleet.members()) {
      if (member.isRunning()) {
        member.driver().actors().running().keySet().stream().filter(member.driver().actors()::runs)
            .forEach(actor -> running.put(actor, member.node()));
      }
    }
    return running;
  }
}
