package dev.rollcall.conformance.timing;

import dev.rollcall.protocol.ClockReading;
import dev.rollcall.protocol.ProcessState;

/**
 * A process of production and its clocks. Immutable.
 *
 * @param state all that it knows by itself
 * @param reading what its clocks show
 * @param step what it is doing
 */
record TimedProcess(ProcessState state, ClockReading reading, StepUnderWay step) {
  TimedProcess with(ProcessState next) {
    return new TimedProcess(next, reading, step);
  }

  TimedProcess with(StepUnderWay next) {
    return new TimedProcess(state, reading, next);
  }

  TimedProcess at(ClockReading next) {
    return new TimedProcess(state, next, step);
  }

  boolean isLive() {
    return state.lease().isLive(reading);
  }
}
