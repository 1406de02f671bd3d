package dev.rollcall.conformance.cli;

import dev.rollcall.conformance.demo.Demo;
import dev.rollcall.conformance.demo.Ink;
import dev.rollcall.conformance.demo.Tempo;
import dev.rollcall.conformance.membership.ProductionMutants;
import dev.rollcall.protocol.Protocol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a newcomer runs first. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Shows five members of production live through a storm, in one process and in virtual time: a killed primary, a "
          + "paused one, a store that is away, a network that splits. A timeline shows what each does, captions "
          + "explain why nothing bad happens, and the safety properties are checked whenever a member has run.",
      "",
      "The same seed prints the same. It takes about 40 s on a terminal; elsewhere it does not wait."},
    footer = {"", "Exit codes: 0 all held, 1 something did not, 2 bad usage.",
      "Examples:", "  scripts/rollcall demo",
      "  scripts/rollcall demo --storm --minutes 60 --seed 42 --fast",
      "  scripts/rollcall demo --without SendHeartbeat.alive"})
final class DemoCommand implements Callable<Integer> {
  private final Outside outside;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
      description = "Seed of all that is random (default: ${DEFAULT-VALUE}).")
  @Range(Range.SEED)
  private long seed;

  @Option(names = "--storm", description = "Instead of the script: a storm at random.")
  private boolean storm;

  @Option(names = "--minutes", paramLabel = "N", defaultValue = "10",
      description = "How long the storm rages, in virtual minutes (default: ${DEFAULT-VALUE}).")
  @Range("1..100000")
  private int minutes;

  @Option(names = "--speed", paramLabel = "N", defaultValue = "6",
      description = "Seconds of virtual time that are shown in a second (default: ${DEFAULT-VALUE}).")
  @Range("0.01..1000")
  private double speed;

  @Option(names = "--fast", description = "Do not wait at all.")
  private boolean fast;

  @Option(names = "--no-color", description = "Plain text; so is what goes to no terminal, or with NO_COLOR set.")
  private boolean plain;

  @Option(names = "--without", paramLabel = "ACTION.GUARD",
      description = "Take this guard away from production, and see what it is for; names as in 'rollcall mutants'.")
  private String without;

  DemoCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    Protocol protocol = protocol();
    boolean live = outside.operator().isThere();
    Tempo tempo = fast || !live ? Tempo.fast() : Tempo.of(outside.pace(), speed);
    System.out.println("Five members, virtual time, seed " + seed
        + (without == null ? "" : ", without the guard " + without));
    Demo demo = new Demo(protocol, seed, ink(live), tempo, System.out);
    boolean held = storm ? demo.storm(Duration.ofMinutes(minutes)) : demo.story();
    System.out.println();
    if (!held) {
      System.out.println("VIOLATED with seed " + seed + ". To see it again: " + again());
      return Rollcall.VIOLATION;
    }
    System.out.println("All held, with seed " + seed + ".");
    if (without != null) {
      System.out.println("Nothing here happened to need " + without + ". To see what does: scripts/rollcall mutants "
          + without);
      return Rollcall.VERIFIED;
    }
    System.out.println("""

        What to try next
          scripts/rollcall demo --storm --seed 42                another storm, at random
          scripts/rollcall demo --without SendHeartbeat.alive    the same without one of its rules
          scripts/verify --quick                                 what is checked in all states there are""");
    return Rollcall.VERIFIED;
  }

  private String again() {
    return "scripts/rollcall demo --seed " + seed + (storm ? " --storm --minutes " + minutes : "")
        + (without == null ? "" : " --without " + without);
  }

  private Ink ink(boolean live) {
    if (plain || !live || System.getenv("NO_COLOR") != null) {
      return Ink.PLAIN;
    }
    boolean fine = Operator.terminal().filter(it -> it.charset().equals(StandardCharsets.UTF_8)).isPresent();
    return fine ? Ink.FINE : Ink.COLOURED;
  }

  private Protocol protocol() {
    if (without == null) {
      return Protocol.standard();
    }
    List<ProductionMutants.Mutant> all = ProductionMutants.all();
    return all.stream().filter(mutant -> mutant.name().equals(without)).findFirst()
        .map(mutant -> mutant.factory().protocol()).orElseThrow(() -> new BadInputException(
            "--without " + without + ": there is no such guard; there are "
                + String.join(", ", all.stream().map(ProductionMutants.Mutant::name).toList())));
  }
}
