package dev.rollcall.runtime;

import java.time.Duration;

/**
 * Hears what a member does, to count and time it. Called on the member's own thread where nothing else is said, so it
 * must not block: the heartbeat waits for it. It may ask the member what it knows, but wait for nothing. What it throws
 * is logged and does no harm.
 */
public interface MemberMetrics {
  /** Hears nothing. */
  MemberMetrics NONE = new MemberMetrics() {};

  /**
   * The member was built and is about to run. Called on the thread that starts it; an exception goes to who does that.
   */
  default void started(ClusterMember member) {}

  /** The member was closed. */
  default void closed() {}

  /**
   * An action was tried once.
   *
   * @param action its name in the specification
   * @param result {@code performed}, {@code unknown}, or why it was refused, in lower case
   * @param took from before its transaction to after
   */
  default void step(String action, String result, Duration took) {}

  /** A listener is to hear of this: the name of its method. Called on any thread of the member's. */
  default void event(String name) {}

  /** The member was not run for so long after it wanted to be: its process, or the machine, paused. */
  default void paused(Duration late) {}
}
