package dev.rollcall.status;

import dev.rollcall.Electorate;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.PrimaryInfo;
import dev.rollcall.protocol.schema.Heartbeat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A cluster as the store held it at one moment. Whether a node lives cannot be told from one moment: see
 * {@link HeartbeatAges}. Immutable.
 *
 * @param cluster its name
 * @param format of its data
 * @param view the members now, and the number of that view
 * @param term of the latest election; 0 before the first
 * @param primary who was elected then and is still in office. Whether it may act depends on its lease, which only
 *     it can tell
 * @param electorate by which nodes others are failed, and which make a quorum
 * @param nodes all nodes that have a record, in the order of their ids
 * @param suspicions all that the store holds, by target and then by voter
 * @param hosts where actors are placed, by node and then by incarnation
 */
public record ClusterStatus(
    String cluster, long format, MembershipView view, long term, Optional<PrimaryInfo> primary, Electorate electorate,
    List<NodeStatus> nodes, List<SuspicionStatus> suspicions, List<HostStatus> hosts) {

  public ClusterStatus {
    nodes = List.copyOf(nodes);
    suspicions = List.copyOf(suspicions);
    hosts = List.copyOf(hosts);
  }

  /** How many actors are placed. */
  public long actorsPlaced() {
    return hosts.stream().mapToLong(HostStatus::placed).sum();
  }

  /** How many of them are due to move, as the primary will have them do. */
  public long actorsDue() {
    return hosts.stream().filter(HostStatus::due).mapToLong(HostStatus::placed).sum();
  }

  /** The nodes that are Failed and neither recovered nor forgotten. */
  public SortedSet<NodeId> failed() {
    SortedSet<NodeId> failed = new TreeSet<>();
    nodes.stream().filter(entry -> entry.state() == NodeState.FAILED).map(NodeStatus::node).forEach(failed::add);
    return failed;
  }

  /** The node's entry; empty if it is Left. */
  public Optional<NodeStatus> node(NodeId node) {
    return nodes.stream().filter(entry -> entry.node().equals(node)).findFirst();
  }

  /** The heartbeats of those that send any. */
  public Map<NodeId, Heartbeat> heartbeats() {
    Map<NodeId, Heartbeat> heartbeats = new TreeMap<>();
    nodes.forEach(entry -> entry.heartbeat().ifPresent(heartbeat -> heartbeats.put(entry.node(), heartbeat)));
    return heartbeats;
  }
}
