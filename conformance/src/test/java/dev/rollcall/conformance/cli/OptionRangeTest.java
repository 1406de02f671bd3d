package dev.rollcall.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Every number on the command line has a range that its help states, and nothing begins with another number. */
class OptionRangeTest {
  private static final int ACCEPTED = 42;

  /** What else a command has to be given. */
  private static final Map<String, String> REQUIRED = Map.of(
      "check", "Full --distributed", "worker", "host:1", "export", "--witnesses", "replay", "traces",
      "node", "--cluster c --id n --address host:1", "status", "--cluster c", "forget", "--cluster c n",
      "evict", "--cluster c n",
      "journal", "--cluster c");

  private static final Set<Class<?>> NUMBERS = Set.of(
      int.class, Integer.class, long.class, Long.class, double.class, Double.class, Duration.class, ClusterSizes.class);

  private static final CommandLine LINE = Rollcall.commandLine().setExecutionStrategy(parsed -> ACCEPTED);

  private record Run(int exit, String out, String err) {}

  /** An option of a command. */
  record Case(String command, OptionSpec option) {
    String name() {
      return option.longestName();
    }

    OptionRange range() {
      return OptionRange.of(option).orElseThrow(() -> new AssertionError(this + " has no range"));
    }

    /** What the command line makes of the value; the command itself does not run. */
    Run with(String value) {
      List<String> arguments = new ArrayList<>(List.of(command));
      arguments.addAll(List.of(REQUIRED.getOrDefault(command, "").split(" ")));
      arguments.removeIf(String::isEmpty);
      arguments.add(name() + "=" + value);
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      int exit = LINE.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
          .execute(arguments.toArray(String[]::new));
      return new Run(exit, out.toString(), err.toString());
    }

    void accepts(String value) {
      assertThat(with(value)).as("%s=%s", this, value).isEqualTo(new Run(ACCEPTED, "", ""));
    }

    void refuses(String value) {
      Run run = with(value);
      assertThat(run.exit()).as("%s=%s", this, value).isEqualTo(Rollcall.BAD_INPUT);
      assertThat(run.err()).startsWith("error: " + name() + " " + value + ": give a ")
          .endsWith(" from " + range() + System.lineSeparator()).hasLineCount(1);
      assertThat(run.out()).isEmpty();
    }

    @Override
    public String toString() {
      return command + " " + name();
    }
  }

  static Stream<Case> numbers() {
    return LINE.getSubcommands().values().stream().map(CommandLine::getCommandSpec)
        .flatMap(command -> command.options().stream()
            .filter(option -> NUMBERS.contains(option.auxiliaryTypes()[0]) || OptionRange.of(option).isPresent())
            .map(option -> new Case(command.name(), option)));
  }

  @Test
  void the_options_of_all_commands_are_found() {
    assertThat(numbers().map(Case::toString)).hasSizeGreaterThan(50).contains("explore --workers", "benchmark --rounds",
        "check --port", "check --worker-heap", "check --threads", "load --nodes", "scale --minutes", "failover --lease",
        "recover --nodes", "demo --speed", "node --lease", "node --probe-port", "status --interval", "forget --max-drift",
        "journal --limit", "verify --seed");
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void a_number_is_accepted_or_refused_in_one_line(Case option) {
    for (String value : List.of("-1", "0", "1", "2147483647", "2147483648", "9223372036854775807",
        "-9223372036854775808", "1e400", "1e2147483647", "many", "NaN", "Infinity", "0x10", "")) {
      if (option.with(value).exit() == ACCEPTED) {
        option.accepts(value);
      } else {
        option.refuses(value);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void the_ends_of_the_range_are_accepted_and_nothing_beyond(Case option) {
    OptionRange range = option.range();
    option.accepts(range.least());
    option.accepts(range.most());
    if (option.option().defaultValue() != null) {
      option.accepts(option.option().defaultValue());
    }
    option.refuses(beyond(range.least(), -1));
    option.refuses(beyond(range.most(), 1));
  }

  private static String beyond(String end, int by) {
    String unit = end.replaceAll("[-.\\d]", "");
    BigDecimal number = new BigDecimal(end.substring(0, end.length() - unit.length()));
    return number.add(number.ulp().multiply(BigDecimal.valueOf(by))).toPlainString() + unit;
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void the_help_states_the_range(Case option) {
    String help = LINE.getSubcommands().get(option.command()).getUsageMessage().replaceAll("\\s+", " ");
    String rest = help.split(" " + option.name() + "=", 2)[1];
    int range = rest.indexOf(" Range: ");
    assertThat(rest.substring(range)).startsWith(" Range: " + option.range() + ". ");
    assertThat(rest.substring(0, range)).as("what is between").doesNotContainPattern(" --[a-z-]+=[A-Z]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"load --nodes 10,-1", "scale --members 10,100,99999", "recover --votes 1,0",
      "recover --nodes 3..1001", "recover --nodes 5..3", "recover --nodes 3..4..5", "recover --nodes 1,3"})
  void each_of_several_numbers_is_checked(String line) {
    CommandRun run = CommandRun.of(line.split(" "));
    assertThat(run.exit()).isEqualTo(Rollcall.BAD_INPUT);
    assertThat(run.err()).startsWith("error: " + line.split(" ")[1] + " ").contains(": give ").hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }
}
