package dev.rollcall.runtime;

import dev.rollcall.Electorate;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.protocol.schema.NodeRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a join waits for: shown by {@link MemberHealth}, and logged when the wait begins. What it waits for then is logged
 * when it has changed, at most once a lease, so that a network that flaps does not fill the log.
 *
 * <p>Written by the member's driver only; {@link #reason} is safe for any thread.
 */
final class JoinStatus {
  private enum Kind { NOTHING, STORE, DELAY, OTHER_PROCESS, QUORUM }

  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  private final Core core;
  private final Alarm quiet;
  private volatile Optional<Complaint> reason = Optional.empty();
  private Kind logged = Kind.NOTHING;
  private String loggedDetails = "";
  private Heartbeat lastSeen;
  private Duration lastWatched = Duration.ZERO;
  private Instant since;

  JoinStatus(Core core) {
    this.core = core;
    this.quiet = core.alarm();
  }

  /** Empty while the join waits for nothing, or there is none. */
  Optional<Complaint> reason() {
    return reason;
  }

  void waitsForNothing() {
    reason = Optional.empty();
    logged = Kind.NOTHING;
  }

  void waitsForStore() {
    waits(Kind.STORE, "", "the store, which cannot be reached");
  }

  void waitsForDelay(String text) {
    waits(Kind.DELAY, "", text);
  }

  void waitsForQuorum(Electorate electorate) {
    String council = CouncilText.of(electorate, core);
    waits(Kind.QUORUM, council, "a quorum: it " + council);
  }

  /**
   * @param other the record of the other process
   * @param heartbeat that was seen of it
   * @param watched for how long that has been watched staying the same
   * @param timeout for how long it must stay the same before the record is taken over
   */
  void waitsForOtherProcess(NodeRecord other, Heartbeat heartbeat, Duration watched, Duration timeout) {
    if (!heartbeat.equals(lastSeen) || watched.compareTo(lastWatched) < 0) {
      since = core.context().wallClock().instant().minus(watched).truncatedTo(ChronoUnit.MILLIS);
    }
    lastSeen = heartbeat;
    lastWatched = watched;
    String process = describe(other);
    // Not the times: each heartbeat of a process that lives would be another line in the log.
    waits(Kind.OTHER_PROCESS, process, process + "; no heartbeat seen since " + since
        + "; without one, taken over at " + since.plus(timeout) + " at the earliest");
  }

  /** A record without a heartbeat, which is damage: there is nothing that could be watched. */
  void waitsForUnwatchable(NodeRecord other) {
    String process = describe(other);
    waits(Kind.OTHER_PROCESS, process, process + "; it has no heartbeat, so it is never taken over. Run the doctor");
  }

  private String describe(NodeRecord other) {
    return "another process that is " + core.self() + ": incarnation " + other.incarnation() + ", "
        + other.state().specName() + (other.address().isEmpty() ? "" : ", address " + other.address());
  }

  private void waits(Kind kind, String details, String text) {
    reason = Optional.of(new Complaint(Complaint.Code.JOIN_WAITING, text));
    boolean changed = kind != logged || !details.equals(loggedDetails);
    if (logged == Kind.NOTHING || changed && quiet.isDue()) {
      logged = kind;
      loggedDetails = details;
      quiet.in(core.context().config().leaseDuration());
      LOG.info("waiting node={} for=\"{}\"", core.self(), text);
    }
  }
}
