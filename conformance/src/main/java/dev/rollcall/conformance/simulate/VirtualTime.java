package dev.rollcall.conformance.simulate;

import java.time.Duration;
import java.util.PriorityQueue;

/** A clock that jumps from one appointment to the next. Not thread-safe. */
public final class VirtualTime {
  private final PriorityQueue<Appointment> appointments = new PriorityQueue<>();
  private long nowNanos;
  private long made;

  private record Appointment(long atNanos, long number, Runnable action) implements Comparable<Appointment> {
    @Override
    public int compareTo(Appointment other) {
      return atNanos != other.atNanos ? Long.compare(atNanos, other.atNanos) : Long.compare(number, other.number);
    }
  }

  /** Nanoseconds since the beginning. */
  public long nowNanos() {
    return nowNanos;
  }

  public Duration now() {
    return Duration.ofNanos(nowNanos);
  }

  /** Has something done at an instant; at once, after what is due already, if that is past. */
  public void at(long atNanos, Runnable action) {
    appointments.add(new Appointment(Math.max(atNanos, nowNanos), made++, action));
  }

  /** Lets so much time pass. */
  public void pass(Duration time) {
    long end = nowNanos + time.toNanos();
    while (!appointments.isEmpty() && appointments.peek().atNanos <= end) {
      Appointment next = appointments.remove();
      nowNanos = next.atNanos;
      next.action.run();
    }
    nowNanos = end;
  }
}
