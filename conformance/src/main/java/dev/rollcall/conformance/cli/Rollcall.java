package dev.rollcall.conformance.cli;

import dev.rollcall.conformance.bench.NotInTimeException;
import dev.rollcall.conformance.explore.OutOfMemoryException;
import dev.rollcall.conformance.model.BadManifestException;
import dev.rollcall.conformance.model.BadSpecException;
import dev.rollcall.conformance.operate.Seconds;
import dev.rollcall.conformance.replay.EmptySuiteException;
import dev.rollcall.conformance.replay.UnreplayableTraceException;
import dev.rollcall.conformance.tlc.ClusterException;
import dev.rollcall.conformance.trace.TraceFormatException;
import dev.rollcall.conformance.verify.UnknownSystemException;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.fdb.ClientMissingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line. Exit codes: 0 verified, 1 violation found, 2 bad usage or input. */
@Command(
    name = "rollcall",
    mixinStandardHelpOptions = true,
    version = "rollcall 0.1.0",
    description = {
      "Checks the cluster membership protocol and the Java code that implements it, against each other. For those who "
          + "run a real cluster: node, status, evict, forget, doctor, journal.", ""},
    footer = {
      "",
      Rollcall.EXIT_CODES,
      "",
      "Examples:",
      "  scripts/rollcall demo                           see members live through a storm, explained",
      "  scripts/verify --quick                          all of it, in two minutes",
      "  scripts/rollcall check Crashes                  model-check one model",
      "  scripts/rollcall check Full --distributed       the same, with workers in other processes",
      "  scripts/rollcall explore Crashes                have production take every transition of a model",
      "  scripts/rollcall replay conformance/traces/*    drive production with traces",
      "  scripts/rollcall mutants 'MarkNodeFailed.*'     see what notices a lost guard",
      "  scripts/rollcall export --witnesses             write the witness traces anew",
      "  scripts/rollcall load --store fdb               see what clusters cost a FoundationDB",
      "  scripts/rollcall scale                          see that members cost the same however many there are",
      "  scripts/rollcall failover                       measure how soon a killed primary is succeeded",
      "  scripts/rollcall recover                        measure how soon survivors are a whole cluster again",
      "  scripts/rollcall node --cluster orders --id n1 --address localhost:7001",
      "                                                  run a member on FoundationDB",
      "  scripts/rollcall status --cluster orders        see who is there in a real cluster",
      "  scripts/rollcall evict --cluster orders n3      have a live node leave it",
      "  scripts/rollcall forget --cluster orders n3     remove a dead node from it",
      "  scripts/rollcall doctor --cluster orders        see whether its data is sound",
      "  scripts/rollcall journal --cluster orders       print what it did"
    },
    subcommands = {
      DemoCommand.class, VerifyCommand.class, CheckCommand.class, ExploreCommand.class, BenchmarkCommand.class,
      LoadCommand.class, ScaleCommand.class, FailoverCommand.class, RecoverCommand.class, WorkerCommand.class,
      ExportCommand.class, ReplayCommand.class, MutantsCommand.class, NodeCommand.class, StatusCommand.class,
      EvictCommand.class, ForgetCommand.class, DoctorCommand.class, JournalCommand.class,
      CommandLine.HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Rollcall {
  static final String EXIT_CODES = "Exit codes: 0 verified, 1 violation found, 2 bad usage or input.";
  static final int VERIFIED = 0;
  static final int VIOLATION = 1;
  static final int BAD_INPUT = 2;

  private Rollcall() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line, ready to execute; for main and for tests. */
  public static CommandLine commandLine() {
    return commandLine(Outside.REAL);
  }

  /** The same with another world around real clusters. */
  static CommandLine commandLine(Outside outside) {
    Map<Class<?>, Supplier<?>> ownConstructors = Map.of(
        DemoCommand.class, () -> new DemoCommand(outside),
        NodeCommand.class, () -> new NodeCommand(outside),
        JournalCommand.class, () -> new JournalCommand(outside.stores()),
        StatusCommand.class, () -> new StatusCommand(outside),
        EvictCommand.class, () -> new EvictCommand(outside),
        ForgetCommand.class, () -> new ForgetCommand(outside),
        DoctorCommand.class, () -> new DoctorCommand(outside));
    CommandLine commandLine = new CommandLine(new Rollcall(), new CommandLine.IFactory() {
      @Override
      public <K> K create(Class<K> type) throws Exception {
        Supplier<?> own = ownConstructors.get(type);
        return own == null ? CommandLine.defaultFactory().create(type) : type.cast(own.get());
      }
    }) {
      @Override
      public ParseResult parseArgs(String... args) {
        ParseResult parsed = super.parseArgs(args);
        OptionRange.check(parsed);
        return parsed;
      }
    };
    commandLine.registerConverter(Duration.class, Rollcall::seconds);
    commandLine.registerConverter(ClusterSizes.class, ClusterSizes::parse);
    commandLine.setHelpFactory(OptionRange::help);
    commandLine.setParameterExceptionHandler(Rollcall::misused);
    commandLine.setExecutionExceptionHandler(Rollcall::failed);
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    return commandLine;
  }

  private static Duration seconds(String text) {
    try {
      return Seconds.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.TypeConversionException(e.getMessage());
    }
  }

  /** Says in one line what is wrong with a value that is out of its range; after other misuse, how to use the command. */
  private static int misused(ParameterException misuse, String[] arguments) {
    CommandLine command = misuse.getCommandLine();
    Optional<String> refusal = OptionRange.refusal(misuse);
    command.getErr().println("error: " + refusal.orElse(misuse.getMessage()));
    if (refusal.isEmpty()) {
      CommandLine.UnmatchedArgumentException.printSuggestions(misuse, command.getErr());
      if (command.getParent() == null) {
        command.usage(command.getErr());
      } else {
        command.getErr().print(command.getHelp().fullSynopsis());
        command.getErr().println("More: scripts/" + command.getCommandSpec().qualifiedName() + " --help");
      }
    }
    return BAD_INPUT;
  }

  /** Says what is wrong with the input in one paragraph; keeps the stack trace for what is our own fault. */
  private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
    if (cause instanceof NoSuchFileException missing) {
      command.getErr().println("error: no such file: " + missing.getFile());
    } else if (isBadInput(cause)) {
      command.getErr().println("error: " + cause.getMessage());
    } else {
      command.getErr().println("error: this is a fault of rollcall itself, please report it:");
      failure.printStackTrace(command.getErr());
    }
    return BAD_INPUT;
  }

  private static boolean isBadInput(Throwable failure) {
    return failure instanceof BadManifestException || failure instanceof BadSpecException
        || failure instanceof UnknownSystemException
        || failure instanceof BadInputException || failure instanceof ClusterException
        || failure instanceof TraceFormatException || failure instanceof UnreplayableTraceException
        || failure instanceof NotInTimeException || failure instanceof EmptySuiteException || failure instanceof OutOfMemoryException
        || failure instanceof ClientMissingException || failure instanceof StoreUnavailableException
        || failure instanceof IOException;
  }
}
