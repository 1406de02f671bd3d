package dev.rollcall.conformance.bench;

import dev.rollcall.MembershipConfig;
import dev.rollcall.conformance.simulate.ClusterHealth;
import dev.rollcall.conformance.simulate.FaultInjector;
import dev.rollcall.conformance.simulate.Fleet;
import dev.rollcall.conformance.simulate.FleetInvariants;
import dev.rollcall.conformance.simulate.FleetListener;
import dev.rollcall.conformance.simulate.FleetMember;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.store.Store;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.ScriptedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One cluster in virtual time: random faults, an end of all of them but death, and the time until the cluster is whole
 * again, see {@link ClusterHealth}. Not thread-safe, and runs once.
 */
public final class RecoveryHistory {
  /** How exactly times are told. */
  public static final Duration TICK = Duration.ofMillis(1);

  private static final int MOST_FAULTS = 16;
  private static final int WATCHED_BOUNDS = 4;
  private static final Set<String> TOLD = Set.of(
      "joined", "left", "suspected", "failed", "primaryElected", "primaryLost", "leaseLost", "leaseRegained");
  private static final List<Fault> TROUBLES = List.of(
      Fault.CONFLICT, Fault.UNKNOWN_COMMITTED, Fault.UNKNOWN_NOT_COMMITTED, Fault.UNAVAILABLE);

  private final RecoveryCase of;
  private final MembershipConfig config;
  private final MemberSettings settings;
  private final Duration bound;
  private final boolean tells;
  private final List<String> timeline = new ArrayList<>();
  private final Map<String, Duration> lastTold = new HashMap<>();
  private final SplittableRandom random;
  private final Fleet fleet;
  private final FleetInvariants invariants;
  private final ClusterHealth health;
  private boolean storeIsWell = true;
  private Duration healedAt;
  private Duration wholeSince;
  private String lacked = "";

  /**
   * @param tells whether the timeline is wanted, which takes time
   */
  public RecoveryHistory(RecoveryOptions options, RecoveryCase of, boolean tells) {
    this.of = of;
    this.config = options.config(of.votes());
    this.settings = options.settings();
    this.bound = options.bound(of.probing());
    this.tells = tells;
    this.random = new SplittableRandom(of.seed());
    FleetListener listener = this::heard;
    this.fleet = new Fleet(Fleet.newStore(), this::troubled, config, settings,
        tells ? listener : FleetListener.SILENT, random.nextLong());
    this.invariants = new FleetInvariants(fleet);
    this.health = new ClusterHealth(fleet);
    if (!of.probing()) {
      fleet.probeNobody();
    }
    fleet.afterEachRun(this::look);
  }

  public RecoveryResult run() {
    FaultInjector faults = new FaultInjector(fleet, of.nodes(), random.nextLong(), what -> tell("* " + what));
    for (int i = 0; i < of.nodes(); i++) {
      fleet.add().start();
    }
    fleet.passUntil(() -> health.lacks().isEmpty(), bound);
    faults.placeActors(1 + random.nextInt(2 * of.nodes()));
    storeIsWell = false;
    for (int left = 1 + random.nextInt(MOST_FAULTS); left > 0; left--) {
      faults.pass(config.failureTimeout().multipliedBy(3));
      faults.inject();
    }
    faults.pass(config.failureTimeout());
    faults.chooseSurvivors(of.votes());
    faults.healAll();
    storeIsWell = true;
    awaitWhole(faults);
    return new RecoveryResult(of, Optional.ofNullable(wholeSince).map(since -> since.minus(healedAt)),
        wholeSince == null ? health.lacks().orElse("") : lacked, invariants.violations(), timeline);
  }

  /** Whole is what stays so until everything that was under way at the time has had its effect. */
  private void awaitWhole(FaultInjector faults) {
    healedAt = fleet.time().now();
    look();
    Duration lasts = config.failureTimeout().plus(settings.lookInterval().multipliedBy(2));
    Duration end = healedAt.plus(bound.multipliedBy(WATCHED_BOUNDS));
    while (fleet.time().now().compareTo(end) < 0
        && (wholeSince == null || fleet.time().now().minus(wholeSince).compareTo(lasts) < 0)) {
      fleet.time().pass(settings.lookInterval());
      faults.endProcessesThatLeft();
    }
  }

  private void look() {
    if (healedAt == null) {
      return;
    }
    Optional<String> lacks = health.lacks();
    if (lacks.isPresent()) {
      lacked = lacks.get();
      wholeSince = null;
    } else if (wholeSince == null) {
      wholeSince = fleet.time().now();
      tell("* whole");
    }
  }

  /** The way to the store while faults are injected: its commits conflict, fail or remain unknown now and then. */
  private Store troubled(Store store) {
    int oneIn = new int[] {Integer.MAX_VALUE, 100, 10}[random.nextInt(3)];
    SplittableRandom troubles = random.split();
    return new ScriptedStore(store, transaction ->
        !storeIsWell && troubles.nextInt(oneIn) == 0 ? TROUBLES.get(troubles.nextInt(TROUBLES.size())) : Fault.NONE);
  }

  /** All members tell of the same things; the first one that tells is enough. */
  private void heard(FleetMember member, String event, String about) {
    if (TOLD.contains(event)) {
      String what = event.startsWith("lease") ? member.node() + " " + event : event + " " + about;
      Duration now = fleet.time().now();
      Duration before = lastTold.put(what, now);
      if (before == null || now.minus(before).compareTo(config.failureTimeout()) > 0) {
        tell(event.startsWith("lease") ? what : what + ", says " + member.node());
      }
    }
  }

  private void tell(String what) {
    if (tells) {
      String since = healedAt == null ? "" : String.format(Locale.ROOT, " (+%.2f)", seconds(fleet.time().now().minus(healedAt)));
      timeline.add(String.format(Locale.ROOT, "%8.2f%s  %s", seconds(fleet.time().now()), since, what));
    }
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
