package dev.rollcall.conformance.timing;

import dev.rollcall.protocol.ClockReading;
import dev.rollcall.store.memory.MemorySnapshot;

/** What a process is doing: the moments of its step that have come so far. Immutable. */
sealed interface StepUnderWay {
  /** Nothing. */
  record Idle() implements StepUnderWay {
    static final Idle IDLE = new Idle();
  }

  /**
   * A heartbeat.
   *
   * @param began what the clocks showed
   * @param store what it held just before the commit; null if that has not come
   */
  record Heartbeat(ClockReading began, MemorySnapshot store) implements StepUnderWay {}

  /**
   * A look.
   *
   * @param target the process it is at
   * @param began what the clocks showed
   * @param found whether production finds the target silent up to then
   * @param store what it held when it was read; null if that has not come
   */
  record Look(int target, ClockReading began, boolean found, MemorySnapshot store) implements StepUnderWay {}

  /**
   * A vote.
   *
   * @param target the process it is against
   * @param checked what the clocks showed when the lease was checked
   */
  record Vote(int target, ClockReading checked) implements StepUnderWay {}
}
