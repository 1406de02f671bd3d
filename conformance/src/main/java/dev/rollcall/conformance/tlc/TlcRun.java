package dev.rollcall.conformance.tlc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What to run: a root module with a configuration, and how. Immutable; every {@code with…} method
 * returns a changed copy.
 *
 * @param specDir directory of the modules
 * @param overlayDir searched before {@code specDir}, for mutated modules; empty for none
 * @param rootModule name of the root module, without {@code .tla}
 * @param configFile the {@code .cfg} file
 * @param workers TLC worker threads. With 1 a run is deterministic to the byte: breadth-first order,
 *     a shortest counterexample, the same one each time. With more, counts stay the same for a model
 *     that passes, but which counterexample is found (and its length) may differ
 * @param checkDeadlock whether a state without successor is an error
 * @param fingerprint index of the polynomial behind state fingerprints, 0 to 130; state identities
 *     compare between two runs only if it is the same
 * @param progress called about once a second
 * @param transitions called for every transition, if present
 * @param timeLimit after which the run ends as {@link Outcome.TimedOut}; empty for no limit
 * @param cancelled asked a few times a second; true ends the run as {@link Outcome.Cancelled}
 */
public record TlcRun(
    Path specDir,
    Optional<Path> overlayDir,
    String rootModule,
    Path configFile,
    int workers,
    boolean checkDeadlock,
    int fingerprint,
    ProgressListener progress,
    Optional<TransitionListener> transitions,
    Optional<Duration> timeLimit,
    BooleanSupplier cancelled) {

  public TlcRun {
    Objects.requireNonNull(specDir, "specDir");
    Objects.requireNonNull(rootModule, "rootModule");
    Objects.requireNonNull(configFile, "configFile");
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be at least 1, not " + workers);
    }
  }

  /** A run of {@code rootModule} in {@code specDir} with two workers, no deadlock check, no limit. */
  public static TlcRun of(Path specDir, String rootModule, Path configFile) {
    return new TlcRun(specDir, Optional.empty(), rootModule, configFile, 2, false, 0,
        progress -> {}, Optional.empty(), Optional.empty(), () -> false);
  }

  public TlcRun withOverlay(Path directory) {
    return new TlcRun(specDir, Optional.of(directory), rootModule, configFile, workers,
        checkDeadlock, fingerprint, progress, transitions, timeLimit, cancelled);
  }

  public TlcRun withConfigFile(Path file) {
    return new TlcRun(specDir, overlayDir, rootModule, file, workers, checkDeadlock, fingerprint,
        progress, transitions, timeLimit, cancelled);
  }

  public TlcRun withWorkers(int count) {
    return new TlcRun(specDir, overlayDir, rootModule, configFile, count, checkDeadlock,
        fingerprint, progress, transitions, timeLimit, cancelled);
  }

  public TlcRun withDeadlockCheck(boolean check) {
    return new TlcRun(specDir, overlayDir, rootModule, configFile, workers, check, fingerprint,
        progress, transitions, timeLimit, cancelled);
  }

  public TlcRun withFingerprint(int index) {
    return new TlcRun(specDir, overlayDir, rootModule, configFile, workers, checkDeadlock, index,
        progress, transitions, timeLimit, cancelled);
  }

  public TlcRun withProgress(ProgressListener listener) {
    return new TlcRun(specDir, overlayDir, rootModule, configFile, workers, checkDeadlock,
        fingerprint, listener, transitions, timeLimit, cancelled);
  }

  public TlcRun withTransitions(TransitionListener listener) {
    return new TlcRun(specDir, overlayDir, rootModule, configFile, workers, checkDeadlock,
        fingerprint, progress, Optional.of(listener), timeLimit, cancelled);
  }

  public TlcRun withTimeLimit(Duration limit) {
    return new TlcRun(specDir, overlayDir, rootModule, configFile, workers, checkDeadlock,
        fingerprint, progress, transitions, Optional.of(limit), cancelled);
  }

  public TlcRun withCancellation(BooleanSupplier asked) {
    return new TlcRun(specDir, overlayDir, rootModule, configFile, workers, checkDeadlock,
        fingerprint, progress, transitions, timeLimit, asked);
  }
}
