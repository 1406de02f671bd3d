package dev.rollcall.runtime.probe;

import java.util.TreeSet;

/** What is to be done when, on a monotonic clock. Not thread-safe. */
final class Agenda {
  private final TreeSet<Due> dues = new TreeSet<>();
  private long added;

  /** Something to be done once, at its time or soon after. */
  static final class Due implements Comparable<Due> {
    private final long atNanos;
    private final long number;
    private final Runnable task;

    private Due(long atNanos, long number, Runnable task) {
      this.atNanos = atNanos;
      this.number = number;
      this.task = task;
    }

    /** By the difference, as monotonic clocks may overflow. */
    @Override
    public int compareTo(Due other) {
      long difference = atNanos - other.atNanos;
      return difference != 0 ? Long.signum(difference) : Long.compare(number, other.number);
    }
  }

  /**
   * @return to be handed to {@link #cancel} if it is not to be done after all
   */
  Due at(long nanos, Runnable task) {
    Due due = new Due(nanos, added++, task);
    dues.add(due);
    return due;
  }

  /** Does nothing if it was done or cancelled before. */
  void cancel(Due due) {
    dues.remove(due);
  }

  /**
   * How long nothing is due.
   *
   * @return nanoseconds, 0 if something is due now, {@link Long#MAX_VALUE} if nothing will ever be
   */
  long nanosToNext(long now) {
    return dues.isEmpty() ? Long.MAX_VALUE : Math.max(0, dues.first().atNanos - now);
  }

  /** Does what is due, in order; what that makes due at once waits for the next call. */
  void runDue(long now) {
    long before = added;
    while (!dues.isEmpty() && dues.first().atNanos - now <= 0 && dues.first().number < before) {
      dues.pollFirst().task.run();
    }
  }
}
