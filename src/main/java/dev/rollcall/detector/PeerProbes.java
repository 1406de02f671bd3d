package dev.rollcall.detector;

import dev.rollcall.NodeId;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out which peers answer and get answers, and answers the probes of peers. Thread-safe. A member calls it on its own
 * thread, so no call waits for a peer or blocks otherwise: {@link #answered} is asked while a step evaluates its guards.
 *
 * <p>A peer is reached if it answered and gets answers too, or, where that is not known, while it is not silent:
 * {@code reaches(m) = answered(m).orElse(!isSilent(m))}. What is known is as old as the latest probe. A wrong answer
 * may cost a quorum, or lend one for a while, but members never come to disagree by it: the store decides.
 *
 * <p>TLA+: {@code Reaches}.
 */
public interface PeerProbes extends AutoCloseable {
  /** Probes nobody and knows nothing: whoever is not silent counts as reached. */
  PeerProbes NONE = new PeerProbes() {
    @Override
    public boolean asks() {
      return false;
    }

    @Override
    public void become(long incarnation) {}

    @Override
    public void probe(Map<NodeId, String> peers) {}

    @Override
    public Optional<Boolean> answered(NodeId peer) {
      return Optional.empty();
    }

    @Override
    public void close() {}
  };

  /**
   * Whether peers are probed at all. If so, a member that stands for election counts only those that answered: of a peer
   * that it probes, it must become known whether it answers. If not, it counts those that are not silent.
   */
  default boolean asks() {
    return true;
  }

  /**
   * From now on this process answers as this incarnation of its node.
   *
   * @param incarnation 0 if the process has not joined: it answers nobody
   * @throws IllegalArgumentException if the incarnation is negative
   */
  void become(long incarnation);

  /**
   * From now on these peers are probed, and no others. What is known of a peer whose address stays is kept.
   *
   * @param peers their addresses, {@code host:port} as in node records; a peer whose address is none does not answer
   */
  void probe(Map<NodeId, String> peers);

  /**
   * Whether the latest probe of this peer was answered in time, by a process that has joined, and it gets answers from
   * us. A peer that does not probe us, or does not say, counts as getting them. Implementations may ask a peer again
   * before they believe that it gets none. Empty if the peer is not probed, or that is not known yet of its present
   * address.
   */
  Optional<Boolean> answered(NodeId peer);

  /** Why probes tell nothing of peers that may well answer, for people; empty if nothing is wrong. */
  default Optional<String> complaint() {
    return Optional.empty();
  }

  /** From now on nobody is probed or answered, whatever else is called. May be called at any moment, and again. */
  @Override
  void close();
}
