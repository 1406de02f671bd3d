package dev.rollcall.runtime.probe;

import dev.rollcall.NodeId;
import java.util.Optional;

/** A node at an address, and the results of its latest probes. Thread-safe; two of them are never equal. */
final class Peer {
  private final NodeId node;
  private final String address;
  private volatile Optional<Boolean> reached = Optional.empty();
  private volatile Optional<Result> latest = Optional.empty();

  /** How a probe ended. */
  enum Result {
    /** The peer answered, and did not say that it gets no answers from this process. */
    MUTUAL,
    /** The peer answered, and said that it gets none. */
    ONE_WAY,
    UNANSWERED
  }

  Peer(NodeId node, String address) {
    this.node = node;
    this.address = address;
  }

  NodeId node() {
    return node;
  }

  String address() {
    return address;
  }

  /** Whether the peer answers and gets answers. Empty until that is known. */
  Optional<Boolean> reached() {
    return reached;
  }

  /** Whether the latest probe got no answer at all; false until one has ended. */
  boolean isUnanswered() {
    return latest.equals(Optional.of(Result.UNANSWERED));
  }

  /**
   * To be called by one thread only.
   *
   * @return whether the result counts; the first {@link Result#ONE_WAY} in a row does not
   */
  boolean ended(Result result) {
    boolean counts = result != Result.ONE_WAY || latest.equals(Optional.of(Result.ONE_WAY));
    if (counts) {
      reached = Optional.of(result == Result.MUTUAL);
    }
    latest = Optional.of(result);
    return counts;
  }
}
