package dev.rollcall.runtime.probe;

/** Why a peer's probe was not answered, or an own probe counts as unanswered. Nobody but the counters is told. */
public enum ProbeRefusal {
  /** The frame, or the answer, was not there in time. */
  TOO_SLOW,
  /** The connection ended before the frame did. */
  CUT_OFF,
  /** More connections came than may be open; this had been open the longest. */
  TOO_MANY,
  /** It does not begin as frames do. */
  NO_FRAME,
  /** A frame of a version that this release does not know. */
  OTHER_VERSION,
  /** It claims to be longer than any frame is. */
  TOO_LONG,
  /** Its fields are not what they must be, though its MAC is right. */
  MALFORMED,
  /** Its MAC is not made with the secret of this process. */
  WRONG_MAC,
  /** It is of another cluster. */
  OTHER_CLUSTER,
  /** It is meant for another node, or from another than was asked. */
  OTHER_NODE,
  /** It answers another probe: perhaps one of long ago, sent again. */
  OTHER_PROBE,
  /** The peer answered, but says that it gets no answers from this process. */
  ONE_WAY,
  /** This process, or the one that answered, has not joined. */
  NOT_JOINED,
  /** The peer's address is none, or nobody knows its host. */
  NO_ADDRESS,
  /** Nothing listens at the address, or no way leads there. */
  NO_CONNECTION
}
