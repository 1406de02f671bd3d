package dev.rollcall.conformance.cli;

import dev.rollcall.conformance.membership.FdbStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which store replays run on. */
final class StoreOptions {
  /** What names the cluster where no option does. */
  static final String VARIABLE = "FDB_CLUSTER_FILE";

  /** The stores that production has. */
  enum Kind { EMBEDDED, FDB }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--store", paramLabel = "STORE", defaultValue = "embedded",
      description = "Where production keeps its state in replays: embedded, or fdb for a live FoundationDB, where each "
          + "trace has keys of its own, removed after (default: ${DEFAULT-VALUE}).")
  private Kind store;

  @Option(names = "--cluster-file", paramLabel = "FILE",
      description = "FoundationDB's cluster file (default: what the environment's " + VARIABLE + " names).")
  private Path clusterFile;

  /**
   * Connects to FoundationDB; empty if this run does not use it.
   *
   * @throws ParameterException if there is no cluster file
   */
  Optional<FdbStores> connect() {
    if (store == Kind.EMBEDDED) {
      return Optional.empty();
    }
    Path file = clusterFile(clusterFile, System.getenv(VARIABLE)).orElseThrow(() -> new ParameterException(
        command.commandLine(), "--store fdb needs a cluster: set " + VARIABLE + ", or give --cluster-file FILE"));
    if (!Files.isReadable(file)) {
      throw new ParameterException(command.commandLine(), "the cluster file " + file
          + " cannot be read; set " + VARIABLE + " or --cluster-file to one that can");
    }
    try {
      return Optional.of(FdbStores.connect(file));
    } catch (IllegalArgumentException e) {
      throw new BadInputException(e.getMessage());
    }
  }

  /** The file to use, of what the option and the environment say; null or blank where they say nothing. */
  static Optional<Path> clusterFile(Path option, String variable) {
    return Optional.ofNullable(option)
        .or(() -> Optional.ofNullable(variable).filter(file -> !file.isBlank()).map(Path::of));
  }
}
