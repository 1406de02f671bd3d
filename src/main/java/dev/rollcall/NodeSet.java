package dev.rollcall;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SortedSet;

/**
 * Nodes in order, in one array: four bytes for each, where a tree takes forty. Each member keeps a view of all, so with
 * ten thousand members this is most of what a member needs. Immutable; parts of a set share its array.
 */
final class NodeSet extends AbstractSet<NodeId> implements SortedSet<NodeId> {
  static final NodeSet EMPTY = new NodeSet(new NodeId[0], 0, 0);

  private final NodeId[] nodes;
  private final int from;
  private final int to;

  private NodeSet(NodeId[] nodes, int from, int to) {
    this.nodes = nodes;
    this.from = from;
    this.to = to;
  }

  /** These nodes, each once. Takes linear time where they are in order. */
  static NodeSet of(Collection<NodeId> nodes) {
    if (nodes instanceof NodeSet set) {
      return set;
    }
    NodeId[] sorted = nodes.toArray(NodeId[]::new);
    Arrays.sort(sorted);
    int kept = 0;
    for (NodeId node : sorted) {
      if (kept == 0 || !sorted[kept - 1].equals(node)) {
        sorted[kept++] = node;
      }
    }
    return kept == 0 ? EMPTY : new NodeSet(kept == sorted.length ? sorted : Arrays.copyOf(sorted, kept), 0, kept);
  }

  /** The nodes that are in this set and not in the other, in one pass over both. */
  NodeSet without(NodeSet other) {
    NodeId[] rest = new NodeId[size()];
    int kept = 0;
    int at = other.from;
    for (int i = from; i < to; i++) {
      while (at < other.to && isBefore(other.nodes[at], nodes[i])) {
        at++;
      }
      if (at == other.to || !other.nodes[at].equals(nodes[i])) {
        rest[kept++] = nodes[i];
      }
    }
    return kept == 0 ? EMPTY : new NodeSet(Arrays.copyOf(rest, kept), 0, kept);
  }

  /** Within one process a node mostly is one object. */
  private static boolean isBefore(NodeId a, NodeId b) {
    return a != b && a.compareTo(b) < 0;
  }

  @Override
  public int size() {
    return to - from;
  }

  @Override
  public boolean contains(Object node) {
    return node instanceof NodeId id && Arrays.binarySearch(nodes, from, to, id) >= 0;
  }

  @Override
  public Iterator<NodeId> iterator() {
    return Collections.unmodifiableList(Arrays.asList(nodes).subList(from, to)).iterator();
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof NodeSet that
        ? Arrays.equals(nodes, from, to, that.nodes, that.from, that.to) : super.equals(other));
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @Override
  public Comparator<? super NodeId> comparator() {
    return null;
  }

  @Override
  public SortedSet<NodeId> subSet(NodeId first, NodeId end) {
    if (first.compareTo(end) > 0) {
      throw new IllegalArgumentException("no set is from " + first + " to " + end);
    }
    return new NodeSet(nodes, position(first), position(end));
  }

  @Override
  public SortedSet<NodeId> headSet(NodeId end) {
    return new NodeSet(nodes, from, position(end));
  }

  @Override
  public SortedSet<NodeId> tailSet(NodeId first) {
    return new NodeSet(nodes, position(first), to);
  }

  /** Where the node is, or would be. */
  private int position(NodeId node) {
    int found = Arrays.binarySearch(nodes, from, to, node);
    return found >= 0 ? found : -found - 1;
  }

  @Override
  public NodeId first() {
    return at(from);
  }

  @Override
  public NodeId last() {
    return at(to - 1);
  }

  private NodeId at(int position) {
    if (isEmpty()) {
      throw new NoSuchElementException("the set is empty");
    }
    return nodes[position];
  }
}
