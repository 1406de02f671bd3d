package dev.rollcall.conformance.timing;

import dev.rollcall.MembershipConfig;
import dev.rollcall.protocol.DetectFailure;
import dev.rollcall.protocol.Observer;
import dev.rollcall.protocol.SendHeartbeat;
import dev.rollcall.protocol.schema.NodeRecord;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * What production does about time, in parts that a mutant may replace. Immutable.
 *
 * @param readsWallClock whether processes are given a wall clock that goes
 */
record TimingRules(
    SendHeartbeat heartbeat, DetectFailure vote, Predicate<Observer.Lookout> heard,
    BiFunction<NodeRecord, MembershipConfig, Duration> timeout, Observer.Continuation continuation,
    boolean readsWallClock) {

  /** As shipped. */
  static final TimingRules STANDARD = new TimingRules(
      new SendHeartbeat(), new DetectFailure(), Observer.HEARD, Observer.TIMEOUT,
      (watch, began, ended, gap, seen) -> watch.look(began, ended, gap, seen), true);

  TimingRules with(SendHeartbeat other) {
    return new TimingRules(other, vote, heard, timeout, continuation, readsWallClock);
  }

  TimingRules with(DetectFailure other) {
    return new TimingRules(heartbeat, other, heard, timeout, continuation, readsWallClock);
  }

  TimingRules hearing(Predicate<Observer.Lookout> other) {
    return new TimingRules(heartbeat, vote, other, timeout, continuation, readsWallClock);
  }

  TimingRules waiting(BiFunction<NodeRecord, MembershipConfig, Duration> other) {
    return new TimingRules(heartbeat, vote, heard, other, continuation, readsWallClock);
  }

  TimingRules continuing(Observer.Continuation other) {
    return new TimingRules(heartbeat, vote, heard, timeout, other, readsWallClock);
  }

  TimingRules withoutWallClock() {
    return new TimingRules(heartbeat, vote, heard, timeout, continuation, false);
  }
}
