package dev.rollcall.conformance.cli;

import dev.rollcall.conformance.explore.Check;
import dev.rollcall.conformance.explore.Variant;
import dev.rollcall.conformance.membership.FdbStores;
import dev.rollcall.conformance.membership.MembershipFactory;
import dev.rollcall.conformance.membership.ProductionMutants;
import dev.rollcall.conformance.migration.MigrationFactory;
import dev.rollcall.conformance.migration.MigrationMutants;
import dev.rollcall.conformance.replay.SystemUnderTest;
import dev.rollcall.conformance.timing.TimingFactory;
import dev.rollcall.conformance.timing.TimingMutants;
import dev.rollcall.conformance.verify.Implementation;
import dev.rollcall.conformance.verify.OtherStore;
import dev.rollcall.conformance.verify.ReplayStage;
import dev.rollcall.conformance.verify.Systems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is verified: the protocol as shipped, its timing, and actors on it, each with its mutants. Stateless. */
final class Production {
  private static final Set<Check> STEPS = Set.of(Check.TRANSITION, Check.REFUSAL);

  /** A wrong timeout is taken at the first look, and shows in the projection only later. */
  private static final Set<Check> REMEMBERED = Set.of(Check.TRANSITION, Check.REFUSAL, Check.HIDDEN_STATE);

  /** Traces at a time on FoundationDB: they mostly wait for it. */
  private static final int FDB_THREADS = 32;

  private Production() {}

  /** On the embedded store alone. */
  static Systems systems() {
    return systems(Optional.empty());
  }

  /**
   * The same.
   *
   * @param fdb where to replay on FoundationDB, if this run does
   */
  static Systems systems(Optional<FdbStores> fdb) {
    Map<String, Implementation> byName = new LinkedHashMap<>();
    byName.put("membership", new Implementation(new MembershipFactory(),
        ProductionMutants.all().stream().map(Production::mutant).toList(),
        List.of(foundationDb(fdb.map(new MembershipFactory()::on)))));
    byName.put("migration", new Implementation(new MigrationFactory(),
        MigrationMutants.all().stream().map(Production::mutant).toList(),
        List.of(foundationDb(fdb.map(new MigrationFactory()::on)))));
    byName.put("timing", new Implementation(new TimingFactory(),
        TimingMutants.all().stream().map(Production::mutant).toList()));
    return new Systems(byName);
  }

  private static OtherStore foundationDb(Optional<SystemUnderTest.Factory> factory) {
    return new OtherStore("FoundationDB", "scripts/verify --store fdb, with " + StoreOptions.VARIABLE + " set", factory,
        FDB_THREADS, ReplayStage.COMMAND + " --store fdb");
  }

  private static Implementation.Mutant mutant(ProductionMutants.Mutant mutant) {
    Set<Check> checks =
        mutant.afterUnknownOutcomes() ? Set.of(Check.UNKNOWN_OUTCOME, Check.LATE_SETTLEMENT) : STEPS;
    return new Implementation.Mutant(
        new Variant(mutant.name(), mutant.factory(), mutant.actions(), checks), !mutant.afterUnknownOutcomes());
  }

  private static Implementation.Mutant mutant(TimingMutants.Mutant mutant) {
    return new Implementation.Mutant(new Variant(mutant.name(), mutant.factory(), mutant.actions(), REMEMBERED), true);
  }

  private static Implementation.Mutant mutant(MigrationMutants.Mutant mutant) {
    return new Implementation.Mutant(
        new Variant(mutant.name(), mutant.factory(), Set.of(mutant.action()), STEPS), true);
  }
}
