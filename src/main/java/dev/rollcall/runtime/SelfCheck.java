package dev.rollcall.runtime;

import dev.rollcall.runtime.Complaint.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a member may trust what it sees of others. One whose own heartbeats are late, that was paused, or whose store
 * is slow would blame others for its own trouble: it neither votes nor fails anybody until some heartbeats in a row
 * were on time. Written by the member's driver only; what it says is safe to read by any thread.
 */
final class SelfCheck {
  /** Heartbeats in a row that must be on time after trouble. */
  static final int ON_TIME = 3;

  private final Duration late;
  private final Duration slow;
  private final Duration pause;
  private int toGo;
  private volatile List<Complaint> complaints = List.of();

  SelfCheck(MemberSettings settings) {
    this.late = settings.heartbeatInterval().multipliedBy(2);
    this.slow = settings.heartbeatInterval();
    this.pause = settings.lookInterval();
  }

  /** Whether the member may vote on others and fail them. */
  boolean isFit() {
    return complaints.isEmpty();
  }

  /** Why it may not. What else is wrong with a member, such as that it has no primary, is no reason not to vote. */
  List<Complaint> complaints() {
    return complaints;
  }

  /** The member was run so much later than it wanted to be; true if that is a pause. */
  boolean woke(Duration late) {
    boolean paused = late.compareTo(pause) > 0;
    if (paused) {
      complain(Code.PAUSED, "paused for " + late.toMillis() + " ms");
    }
    return paused;
  }

  /**
   * A heartbeat succeeded.
   *
   * @param sinceLast from the beginning of the one before; negative if there was none
   * @param took how long the store took
   */
  void beat(Duration sinceLast, Duration took) {
    if (took.compareTo(slow) > 0) {
      complain(Code.STORE_SLOW, "the store took " + took.toMillis() + " ms for a heartbeat");
    } else if (sinceLast.compareTo(late) > 0) {
      complain(Code.HEARTBEAT_LATE, "a heartbeat came " + sinceLast.toMillis() + " ms after the one before");
    } else if (toGo > 0 && --toGo == 0) {
      complaints = List.of();
    }
  }

  /** Forgets all trouble: a new incarnation begins. */
  void reset() {
    toGo = 0;
    complaints = List.of();
  }

  private void complain(Code code, String text) {
    Complaint trouble = new Complaint(code, text);
    List<Complaint> all = toGo == ON_TIME ? new ArrayList<>(complaints) : new ArrayList<>();
    if (!all.contains(trouble) && all.size() < ON_TIME) {
      all.add(trouble);
    }
    toGo = ON_TIME;
    complaints = List.copyOf(all);
  }
}
