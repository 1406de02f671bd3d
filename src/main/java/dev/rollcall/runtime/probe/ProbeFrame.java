package dev.rollcall.runtime.probe;

import dev.rollcall.NodeId;

/**
 * What one process tells another: that it asks, or that it answers. Immutable.
 *
 * @param nonce drawn for one probe; its answer repeats it
 * @param incarnation of the process that sends it; 0 if it has not joined
 * @param cluster name of the cluster that both are in
 * @param from the node that sends it
 * @param to the node it is meant for
 */
record ProbeFrame(Kind kind, Nonce nonce, long incarnation, String cluster, NodeId from, NodeId to) {

  /** The part in the conversation. It is under the MAC, so that a probe sent back is no answer. */
  enum Kind {
    PROBE(1),
    ANSWER(2),
    /** An answer that says: the own probes of the prober are not answered. Releases without it count it as none. */
    ONE_WAY_ANSWER(3);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /** Sixteen bytes that nobody can guess and that are never drawn twice. */
  record Nonce(long high, long low) {}

  /** The answer of this incarnation of the node that was asked. */
  ProbeFrame answer(long answering) {
    return answer(Kind.ANSWER, answering);
  }

  /** The same, from a node that gets no answers from the prober. */
  ProbeFrame oneWayAnswer(long answering) {
    return answer(Kind.ONE_WAY_ANSWER, answering);
  }

  private ProbeFrame answer(Kind kind, long answering) {
    return new ProbeFrame(kind, nonce, answering, cluster, to, from);
  }
}
