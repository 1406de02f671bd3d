package dev.rollcall.runtime.probe;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What became of probes, since the process began to listen. Thread-safe. */
public final class ProbeCounters {
  private final LongAdder accepted = new LongAdder();
  private final Map<ProbeRefusal, LongAdder> refused = perReason();
  private final LongAdder answered = new LongAdder();
  private final Map<ProbeRefusal, LongAdder> unanswered = perReason();

  ProbeCounters() {}

  private static Map<ProbeRefusal, LongAdder> perReason() {
    Map<ProbeRefusal, LongAdder> counters = new EnumMap<>(ProbeRefusal.class);
    for (ProbeRefusal reason : ProbeRefusal.values()) {
      counters.put(reason, new LongAdder());
    }
    return counters;
  }

  /** Probes of others that were answered. */
  public long accepted() {
    return accepted.sum();
  }

  /** Connections of others that were dropped for this reason. */
  public long refused(ProbeRefusal reason) {
    return refused.get(reason).sum();
  }

  /** Own probes that were answered in time, by a peer that did not say that it gets no answers. */
  public long answered() {
    return answered.sum();
  }

  /** Own probes that did not succeed, for this reason. */
  public long unanswered(ProbeRefusal reason) {
    return unanswered.get(reason).sum();
  }

  void countAccepted() {
    accepted.increment();
  }

  void countRefused(ProbeRefusal reason) {
    refused.get(reason).increment();
  }

  void countAnswered() {
    answered.increment();
  }

  void countUnanswered(ProbeRefusal reason) {
    unanswered.get(reason).increment();
  }
}
