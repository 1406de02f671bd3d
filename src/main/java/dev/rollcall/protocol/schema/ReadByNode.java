package dev.rollcall.protocol.schema;

import dev.rollcall.NodeId;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** What one transaction has read of one kind of value: node by node, or all at once. Not thread-safe. */
final class ReadByNode<T> {
  // Null stands for a node that was asked for and has none.
  private Map<NodeId, T> values = new TreeMap<>();
  private boolean complete;

  /** The node's value, read unless it is known; null if it has none. */
  T get(NodeId node, Function<NodeId, T> read) {
    T value = values.get(node);
    if (value == null && !complete && !values.containsKey(node)) {
      value = read.apply(node);
      values.put(node, value);
    }
    return value;
  }

  /** Whether the node's value needs no reading. */
  boolean isKnown(NodeId node) {
    return complete || values.containsKey(node);
  }

  /** The values of all nodes that have one, read unless they are known. */
  Map<NodeId, T> all(Supplier<Map<NodeId, T>> read) {
    if (!complete) {
      values = read.get();
      complete = true;
    }
    return values;
  }

  /** The transaction has written a value; null if it has removed it. */
  void changed(NodeId node, T value) {
    if (complete && value == null) {
      values.remove(node);
    } else {
      values.put(node, value);
    }
  }
}
