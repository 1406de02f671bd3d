package dev.rollcall.conformance.timing;

import dev.rollcall.MembershipConfig;
import dev.rollcall.conformance.replay.BadTraceConstantException;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.Value;
import java.time.Duration;
import java.util.List;

/**
 * The CONSTANTS of HeartbeatLease, and the settings of production that they stand for. The model's margin is {@link
 * MembershipConfig#MARGIN}, which gives the unit of its time. Immutable.
 *
 * @param processes sorted
 * @param watchers those that watch others
 * @param leases in the order of the processes, in units
 * @param failureTimeout of the watchers, in units
 * @param slow while one clock advances by so many ticks,
 * @param fast another advances by at most so many
 * @param granularity units of a tick
 * @param margin units of the margin
 * @param pauses whether processes may act on a lease that they checked long ago
 */
record TimingConstants(
    List<String> processes, List<String> watchers, List<Integer> leases, int failureTimeout, int slow, int fast,
    int granularity, int margin, boolean pauses) {

  static TimingConstants of(TraceHeader header) {
    List<String> processes = names(header, "Processes");
    List<String> watchers = names(header, "Watchers");
    if (processes.size() != 2) {
      // Production's look is at all nodes at once, the spec's at one: they are the same where there is one.
      throw new BadTraceConstantException(
          "Processes", "expected two, one of which watches the other, found " + processes);
    }
    List<Integer> leases = processes.stream()
        .map(process -> number(header, watchers.contains(process) ? "WatchersLease" : "OthersLease")).toList();
    return new TimingConstants(processes, watchers, leases, number(header, "FailureTimeout"), number(header, "Slow"),
        number(header, "Fast"), number(header, "Granularity"), number(header, "Margin"),
        names(header, "Faults").contains("pause"));
  }

  private static List<String> names(TraceHeader header, String constant) {
    if (header.constants().get(constant) instanceof Value.Set set) {
      return set.elements().stream().map(Value::toString).sorted().toList();
    }
    throw new BadTraceConstantException(constant, "expected a set, found " + header.constants().get(constant));
  }

  private static int number(TraceHeader header, String constant) {
    if (header.constants().get(constant) instanceof Value.Int number && number.value().bitLength() < 31) {
      return number.value().intValue();
    }
    throw new BadTraceConstantException(constant, "expected a number, found " + header.constants().get(constant));
  }

  /** The settings of a process; each watches all others. */
  MembershipConfig config(int process) {
    Duration lease = duration(leases.get(process));
    Duration timeout = watchers.contains(processes.get(process))
        ? duration(failureTimeout) : lease.multipliedBy(3).plus(MembershipConfig.MARGIN);
    return new MembershipConfig(lease, timeout, (double) fast / slow - 1, timeout, 1, processes.size());
  }

  Duration duration(long units) {
    return MembershipConfig.MARGIN.multipliedBy(units).dividedBy(margin);
  }

  /** Rounded up. */
  int units(Duration time) {
    return units(time.toNanos());
  }

  /** Rounded up. */
  int units(long nanos) {
    long unit = duration(1).toNanos();
    return Math.toIntExact((nanos + unit - 1) / unit);
  }

  /** For how long one process must watch another, in units. */
  int timeout(int watcher, int target) {
    return units(config(watcher).silenceAfter(config(target).leaseDuration()));
  }
}
