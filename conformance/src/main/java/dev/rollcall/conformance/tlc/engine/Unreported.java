package dev.rollcall.conformance.tlc.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The states that a worker has found and has not reported yet. Another worker may take one of them from TLC's
 * queue at once; what it finds from there has to wait, for a listener hears how a state is reached before it
 * hears of a step from there. Nobody waits in a circle: a state waits only for one that was found before it.
 * Thread-safe.
 */
final class Unreported {
  private static final long PAUSE_NANOS = 20_000;

  private final Set<Long> fingerprints = ConcurrentHashMap.newKeySet();
  private volatile boolean over;

  /** A state was found; call before TLC shows it to other workers. */
  void found(long fingerprint) {
    fingerprints.add(fingerprint);
  }

  void reported(long fingerprint) {
    fingerprints.remove(fingerprint);
  }

  /** Waits until the state is reported; false if that will not happen any more. */
  boolean await(long fingerprint) {
    while (fingerprints.contains(fingerprint)) {
      if (over) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }

  /** Some states will never be reported, because the run ends. */
  void giveUp() {
    over = true;
  }
}
