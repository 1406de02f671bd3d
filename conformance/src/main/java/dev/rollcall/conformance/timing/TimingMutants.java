package dev.rollcall.conformance.timing;

import dev.rollcall.MembershipConfig;
import dev.rollcall.protocol.ClockReading;
import dev.rollcall.protocol.DetectFailure;
import dev.rollcall.protocol.Guard;
import dev.rollcall.protocol.Lease;
import dev.rollcall.protocol.Observer;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.schema.NodeRecord;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Production with one rule of time wrong. Each but {@link #HARMLESS} has a namesake among the spec's mutants, which TLC
 * refutes.
 */
public final class TimingMutants {
  /** A look without a lease is wrong, and does no harm: see {@link Observer#HEARD}. */
  static final String HARMLESS = "BeginLook.lease";

  private static final Set<String> LOOKS = Set.of("BeginLook", "ReadHeartbeat", "EndLook");

  private TimingMutants() {}

  /**
   * Production that does a thing wrong.
   *
   * @param name as the spec mutant that does the same
   * @param actions in which it differs from production
   */
  public record Mutant(String name, TimingFactory factory, Set<String> actions) {}

  /** All of them, in the order of their namesakes' definitions. */
  public static List<Mutant> all() {
    TimingRules standard = TimingRules.STANDARD;
    return List.of(
        mutant("Holds.suspended", standard.withoutWallClock(), "BeginLook", "CheckLease", "ReceiveReply"),
        waiting("Drifted.drift", (lease, config) -> over(lease.plus(MembershipConfig.suspensionTolerance(lease)), 0)),
        waiting("LeaseOver.tolerance", (lease, config) -> over(lease, config.maxDrift())),
        waiting("LeaseOver.margin", (lease, config) -> over(
            lease.plus(MembershipConfig.suspensionTolerance(lease)), config.maxDrift()).minus(MembershipConfig.MARGIN)),
        waiting("Timeout.target", (lease, config) -> config.failureTimeout()),
        new Mutant("Timeout.failureTimeout", new TimingFactory(
            standard.waiting((record, config) -> lease(record))), LOOKS),
        mutant("ReceiveReply.began", standard.with(new SendHeartbeat() {
          @Override
          protected ProcessState answered(ProcessState before, ProcessState after, ClockReading now) {
            ProcessState state = super.answered(before, after, now);
            return new ProcessState(state.incarnation(), state.view(), state.believesPrimary(), state.primaryTerm(),
                Lease.from(now, state.lease().duration()), state.watch());
          }
        }), "ReceiveReply"),
        mutant("ReceiveReply.watch", standard.with(new SendHeartbeat() {
          @Override
          protected ProcessState answered(ProcessState before, ProcessState after, ClockReading now) {
            return after;
          }
        }), "ReceiveReply"),
        new Mutant("EndLook.first", new TimingFactory(standard.continuing(
            (watch, began, ended, gap, seen) -> watch.look(began, began, gap, seen))), LOOKS),
        new Mutant("EndLook.again", new TimingFactory(standard.continuing(
            (watch, began, ended, gap, seen) -> watch.look(ended, ended, gap, seen))), LOOKS),
        mutant("CheckLease.lease", standard.with(without("lease")), "CheckLease"),
        mutant(HARMLESS, standard.hearing(lookout -> true), "BeginLook"),
        mutant("Vote.silent", standard.with(without("silent")), "Vote"));
  }

  private static Mutant mutant(String name, TimingRules rules, String... actions) {
    return new Mutant(name, new TimingFactory(rules), Set.of(actions));
  }

  /** The failure timeout, or when such a lease is taken to be over. */
  private static Mutant waiting(String name, BiFunction<Duration, MembershipConfig, Duration> over) {
    return new Mutant(name, new TimingFactory(TimingRules.STANDARD.waiting((record, config) -> {
      Duration leaseOver = over.apply(lease(record), config);
      return leaseOver.compareTo(config.failureTimeout()) > 0 ? leaseOver : config.failureTimeout();
    })), LOOKS);
  }

  private static Duration lease(NodeRecord record) {
    return record.leaseDuration().orElseThrow();
  }

  private static Duration over(Duration lease, double drift) {
    return Duration.ofNanos((long) Math.ceil(lease.toNanos() * (1 + drift))).plus(MembershipConfig.MARGIN);
  }

  private static DetectFailure without(String guard) {
    List<Guard> kept = DetectFailure.GUARDS.stream().filter(g -> !g.name().equals(guard)).toList();
    return new DetectFailure(kept);
  }

  /** Bears the name of its action, as every action does. */
  private static class SendHeartbeat extends dev.rollcall.protocol.SendHeartbeat {}
}
