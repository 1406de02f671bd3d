package dev.rollcall.runtime;

import dev.rollcall.ActorId;
import dev.rollcall.runtime.Complaint.Code;
import java.time.Duration;
import java.util.Optional;

/**
 * Notices actors that wait for too long, by what is read of them anyway. It remembers one that stands for all: the first
 * that was seen waiting, for as long as each pass over all that wait sees it again.
 *
 * <p>Written by the member's driver only; {@link #complaint} is safe for any thread.
 */
final class WaitingActors {
  private final Core core;
  private final String waitFor;
  private final Duration tooLong;
  private volatile Waiting first;
  private volatile long count;
  private boolean seenAgain;
  private Waiting other;

  private record Waiting(ActorId actor, long sinceNanos, String why) {}

  /**
   * @param waitFor what they wait for, in words
   */
  WaitingActors(Core core, String waitFor) {
    this.core = core;
    this.waitFor = waitFor;
    this.tooLong = core.context().config().leaseDuration().multipliedBy(2).plus(core.settings().drainTimeout());
  }

  /** This actor still waits. */
  void waits(ActorId actor, String why) {
    Waiting before = first;
    if (before == null || before.actor.equals(actor)) {
      first = new Waiting(actor, before == null ? core.now() : before.sinceNanos, why);
      seenAgain = true;
    } else if (other == null) {
      other = new Waiting(actor, core.now(), why);
    }
  }

  /**
   * Some that wait have been looked at.
   *
   * @param isLast whether this ends a pass over all of them
   * @param waiting how many wait, as far as it is known
   */
  void looked(boolean isLast, long waiting) {
    count = waiting;
    if (isLast) {
      first = seenAgain ? first : other;
      seenAgain = false;
      other = null;
    }
  }

  /** None concerns this member any more. */
  void forget() {
    first = null;
    seenAgain = false;
    other = null;
  }

  /** Safe for any thread. */
  Optional<Complaint> complaint() {
    Waiting longest = first;
    if (longest == null || core.now() - longest.sinceNanos <= tooLong.toNanos()) {
      return Optional.empty();
    }
    return Optional.of(new Complaint(Code.MIGRATION_STUCK, "actors wait to be " + waitFor + " (" + Math.max(1, count)
        + "), of them " + longest.actor + " for " + Duration.ofNanos(core.now() - longest.sinceNanos).toSeconds()
        + " s: " + longest.why));
  }
}
