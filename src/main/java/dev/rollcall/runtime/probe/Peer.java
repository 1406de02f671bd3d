package dev.rollcall.runtime.probe;

import dev.rollcall.NodeId;
import java.util.Optional;

/** A node at an address, and what the latest probe of it came to. Thread-safe; two of them are never equal. */
final class Peer {
  private final NodeId node;
  private final String address;
  private volatile Optional<Boolean> answered = Optional.empty();

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

  /** Empty until a probe has ended. */
  Optional<Boolean> answered() {
    return answered;
  }

  void ended(boolean inTime) {
    answered = Optional.of(inTime);
  }
}
