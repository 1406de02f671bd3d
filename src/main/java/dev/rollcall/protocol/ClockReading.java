package dev.rollcall.protocol;

/**
 * What the clocks of a process show at one instant. Neither is ever compared with another process's. Immutable.
 *
 * @param nanos the monotonic clock. It is read first: a machine that is suspended between the two readings then finds
 *     that its wall clock ran ahead
 * @param wallMillis the wall clock, in milliseconds since the epoch; it may jump, and only ever shortens a lease
 */
public record ClockReading(long nanos, long wallMillis) {}
