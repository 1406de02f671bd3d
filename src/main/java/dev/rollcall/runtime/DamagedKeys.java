package dev.rollcall.runtime;

import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.StoredKey;
import dev.rollcall.runtime.Complaint.Code;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys whose values this member met and could not read: told to the listener once, logged at most once a lease, and
 * complained of until they can be read again. As long as there are any, they are read again at each look interval.
 *
 * <p>Run by the member's driver only; all else is safe for any thread.
 */
final class DamagedKeys implements Duty {
  /** So many are remembered at once, so that a damaged store does not fill the log; others are when there is room. */
  static final int MOST = 16;

  private final Core core;
  private final Logger log;
  private final Alarm alarm;
  private final Map<Bytes, Damage> known = new LinkedHashMap<>();
  private boolean more;

  private static final class Damage {
    private String problem;
    private long seenNanos;
    private long loggedNanos;
  }

  DamagedKeys(Core core) {
    this(core, LoggerFactory.getLogger(ClusterMember.class));
  }

  DamagedKeys(Core core, Logger log) {
    this.core = core;
    this.log = log;
    this.alarm = core.alarm();
  }

  /** This could not be read. */
  void found(DamagedValueException e) {
    if (isNews(e)) {
      String path = Keys.describe(e.key());
      core.events().tell("damaged", listener -> listener.damaged(path, e.problem()));
      core.around().wake().run();
    }
  }

  private synchronized boolean isNews(DamagedValueException e) {
    Damage damage = known.get(e.key());
    boolean isNew = damage == null;
    if (isNew && known.size() == MOST) {
      more = true;
      return false;
    }
    long now = core.now();
    if (isNew) {
      damage = new Damage();
      known.put(e.key(), damage);
    }
    damage.problem = e.problem();
    damage.seenNanos = now;
    if (isNew || now - damage.loggedNanos >= core.context().config().leaseDuration().toNanos()) {
      damage.loggedNanos = now;
      log.error("damaged node={} key={} problem=\"{}\"", core.self(), Keys.describe(e.key()), e.problem());
    }
    return isNew;
  }

  /** One for each key. */
  synchronized List<Complaint> complaints() {
    List<Complaint> complaints = new ArrayList<>();
    known.forEach((key, damage) -> complaints.add(
        new Complaint(Code.DAMAGED_KEY, "the value of '" + Keys.describe(key) + "' cannot be read: " + damage.problem)));
    if (more) {
      complaints.add(new Complaint(Code.DAMAGED_KEY, "more keys than these " + MOST + " cannot be read"));
    }
    return complaints;
  }

  @Override
  public boolean waitsForHeartbeat() {
    return true;
  }

  @Override
  public long run() {
    List<Bytes> damaged = damaged();
    if (damaged.isEmpty()) {
      alarm.off();
      return Alarm.NEVER;
    }
    if (alarm.isDue()) {
      forget(readable(damaged));
      alarm.off();
    }
    if (!alarm.isSet()) {
      alarm.in(core.settings().lookInterval());
    }
    return alarm.left();
  }

  private synchronized List<Bytes> damaged() {
    return List.copyOf(known.keySet());
  }

  private List<Bytes> readable(List<Bytes> keys) {
    try (Transaction transaction = core.context().store().begin(core.context().config().stepTimeout())) {
      return keys.stream()
          .filter(key -> StoredKey.isReadable(transaction.snapshot(), core.context().keys(), key)).toList();
    }
  }

  /** Not what was met a moment ago: a value that decodes may still be one that a step cannot take for true. */
  private synchronized void forget(List<Bytes> readable) {
    long recent = 2 * core.settings().lookInterval().toNanos();
    for (Bytes key : readable) {
      if (core.now() - known.get(key).seenNanos > recent) {
        known.remove(key);
        log.info("mended node={} key={}", core.self(), Keys.describe(key));
      }
    }
    more = more && known.size() == MOST;
  }
}
