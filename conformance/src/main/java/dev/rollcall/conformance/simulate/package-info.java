/**
 * Many members in one thread and in a time of their own: production's {@link dev.rollcall.runtime.MemberDriver}s on one
 * store, with crashes, pauses, cuts and partitions made to order. The same seed gives the same run, event by event.
 */
package dev.rollcall.conformance.simulate;
