package dev.rollcall.conformance.cli;

import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.IOptionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What an option's {@link Range} allows. Immutable.
 *
 * @param kind of value, as in "a whole number"
 * @param least the smallest value, as a user gives it
 * @param most the largest value, as a user gives it
 */
record OptionRange(String kind, String least, String most) {
  private static final String TO = "\\.\\.";
  private static final Pattern SIZE = Pattern.compile("(\\d+)([kmgKMG])");

  static Optional<OptionRange> of(OptionSpec option) {
    return Optional.ofNullable(((Field) option.userObject()).getAnnotation(Range.class)).map(range -> {
      String[] ends = range.value().split(TO);
      return new OptionRange(kind(option.auxiliaryTypes()[0]), ends[0], ends[1]);
    });
  }

  private static String kind(Class<?> type) {
    return type == Duration.class ? "a number of seconds"
        : type == double.class ? "a number"
        : type == String.class ? "a size such as 512m or 1g"
        : type == ClusterSizes.class ? "a whole number, or a range as in 3..40,"
        : "a whole number";
  }

  /**
   * Checks all values on the command line.
   *
   * @throws ParameterException for the first value that is out of its option's range
   */
  static void check(ParseResult parsed) {
    for (CommandLine command : parsed.asCommandLineList()) {
      for (OptionSpec option : command.getParseResult().matchedOptions()) {
        of(option).ifPresent(range -> range.check(command, option));
      }
    }
  }

  private void check(CommandLine command, OptionSpec option) {
    for (String value : option.stringValues()) {
      if (!contains(value)) {
        throw new ParameterException(command, refusal(option, value), option, value);
      }
    }
  }

  private boolean contains(String value) {
    try {
      return Stream.of(value.split(TO, -1)).map(OptionRange::number).allMatch(
          number -> number.compareTo(number(least)) >= 0 && number.compareTo(number(most)) <= 0);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Reads a plain number, or a size of memory as Java's {@code -Xmx} takes it. */
  private static BigDecimal number(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      return new BigDecimal(text);
    }
    int power = 1 + "kmg".indexOf(size.group(2).toLowerCase(Locale.ROOT));
    return new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(1024).pow(power));
  }

  /** What to say of a value that cannot be used; empty if that is not what is wrong. */
  static Optional<String> refusal(ParameterException misuse) {
    return misuse.getArgSpec() instanceof OptionSpec option && misuse.getValue() != null
        ? of(option).map(range -> range.refusal(option, misuse.getValue())) : Optional.empty();
  }

  private String refusal(OptionSpec option, String value) {
    return option.longestName() + " " + value + ": give " + kind + " from " + this;
  }

  /** Help that shows the range of each option below its description. */
  static Help help(CommandSpec command, ColorScheme colors) {
    return new Help(command, colors) {
      @Override
      public IOptionRenderer createDefaultOptionRenderer() {
        IOptionRenderer described = super.createDefaultOptionRenderer();
        return (option, label, scheme) -> {
          Text[][] rows = described.render(option, label, scheme);
          return of(option).map(range -> with(rows, scheme, "Range: " + range + ".")).orElse(rows);
        };
      }
    };
  }

  private static Text[][] with(Text[][] rows, ColorScheme scheme, String line) {
    Text empty = scheme.text("");
    Text[] last = {empty, empty, empty, empty, scheme.text(line)};
    return Stream.concat(Stream.of(rows), Stream.<Text[]>of(last)).toArray(Text[][]::new);
  }

  @Override
  public String toString() {
    return least + " to " + most;
  }
}
