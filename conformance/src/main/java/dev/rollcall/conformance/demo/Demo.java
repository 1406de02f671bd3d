package dev.rollcall.conformance.demo;

import dev.rollcall.MembershipConfig;
import dev.rollcall.conformance.simulate.Fleet;
import dev.rollcall.conformance.simulate.FleetInvariants;
import dev.rollcall.conformance.simulate.FleetListener;
import dev.rollcall.conformance.simulate.FleetProperty;
import dev.rollcall.conformance.simulate.Storm;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.store.Store;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * One showing: five members, a storm, and what the invariants say of it. Used once, by one thread.
 */
public final class Demo {
  private static final int MEMBERS = 5;
  private static final int VOTES = 2;
  private static final Duration BETWEEN_STRIKES = Duration.ofSeconds(7);

  private final Fleet fleet;
  private final FleetInvariants invariants;
  private final Stage stage;
  private final Ink ink;
  private final PrintStream out;
  private final long seed;

  /**
   * @param protocol what the members do; other than {@link Protocol#standard} to see what a missing rule leads to
   * @param seed of all that is random; the same seed writes the same
   */
  public Demo(Protocol protocol, long seed, Ink ink, Tempo tempo, PrintStream out) {
    Store store = Fleet.newStore();
    MembershipConfig config = MembershipConfig.DEFAULT.withVotes(VOTES);
    this.fleet = new Fleet(store, UnaryOperator.identity(), protocol, config, MemberSettings.of(config),
        FleetListener.SILENT, seed);
    for (int i = 0; i < MEMBERS; i++) {
      fleet.add();
    }
    this.invariants = new FleetInvariants(fleet);
    this.stage = new Stage(fleet, store, ink, out, tempo);
    this.ink = ink;
    this.out = out;
    this.seed = seed;
  }

  /** Shows the scripted storm; whether all held, and all came about that should have. */
  public boolean story() {
    stage.open();
    List<String> missed = new Story(fleet, stage).tell();
    boolean held = verdict();
    missed.forEach(what -> out.println(ink.paint(Tone.BAD, "FAIL it did not come about that " + what)));
    return held && missed.isEmpty();
  }

  /** Shows a random storm; whether all held. */
  public boolean storm(Duration time) {
    stage.open();
    stage.say("A storm of " + time.toMinutes() + " minutes: members are killed, paused, cut off from the store and "
        + "from each other, leave and join, and start and stop actors.");
    fleet.members().forEach(member -> member.start());
    Storm storm = new Storm(fleet, seed);
    storm.rage(time, BETWEEN_STRIKES);
    stage.say("The storm is over. Everything is healed, and who does not run is started.");
    storm.calm();
    stage.pass(Duration.ofMinutes(1));
    return verdict();
  }

  private boolean verdict() {
    out.println();
    out.println(ink.paint(Tone.HEAD, String.format(Locale.ROOT,
        "Checked in each of %,d states, whenever a member had run", invariants.checked())));
    for (FleetProperty property : FleetProperty.values()) {
      boolean broken = invariants.broken().contains(property);
      out.println(ink.paint(broken ? Tone.BAD : Tone.GOOD, broken ? "FAIL " : "ok   ")
          + String.format(Locale.ROOT, "%-21s %,8d times  %s", property, invariants.asked(property), property.says()));
    }
    invariants.violations().forEach(violation -> Stage.wrap(violation, 74)
        .forEach(line -> out.println(ink.paint(Tone.BAD, "     " + line))));
    return invariants.violations().isEmpty();
  }
}
