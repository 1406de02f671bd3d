package dev.rollcall.conformance.membership;

import dev.rollcall.NodeId;
import dev.rollcall.conformance.trace.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Sets of a cluster's nodes as numbers: bit i is the node at i. Immutable. */
final class NodeSets {
  private final List<NodeId> nodes;

  NodeSets(List<NodeId> nodes) {
    if (nodes.size() >= Long.SIZE) {
      throw new IllegalArgumentException(nodes.size() + " nodes, of which a number cannot hold the sets");
    }
    this.nodes = nodes;
  }

  /** The number of a set; other nodes in it do not show. */
  long number(Collection<NodeId> set) {
    long number = 0;
    if (!set.isEmpty()) {
      for (int i = 0; i < nodes.size(); i++) {
        number |= set.contains(nodes.get(i)) ? 1L << i : 0;
      }
    }
    return number;
  }

  /** The set of this number. */
  Value value(long number) {
    List<Value> elements = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      if ((number >> i & 1) != 0) {
        elements.add(Value.of(nodes.get(i).value()));
      }
    }
    return Value.setOf(elements);
  }
}
