package dev.rollcall.conformance.verify;

import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.explore.Variant;
import java.util.List;

/**
 * What is verified against the spec.
 *
 * @param factory starts it
 * @param mutants variants that are wrong on purpose, all of which must be noticed
 * @param otherStores on which traces are replayed, too, if a run asks for it
 */
public record Implementation(
    ExplorableSystem.Factory factory, List<Mutant> mutants, List<OtherStore> otherStores) {

  /** One that knows of one store, or uses none. */
  public Implementation(ExplorableSystem.Factory factory, List<Mutant> mutants) {
    this(factory, mutants, List.of());
  }

  /**
   * A variant of the implementation that is wrong on purpose.
   *
   * @param replayable whether traces can show it; not where it differs only when a store fails
   */
  public record Mutant(Variant variant, boolean replayable) {
    public String name() {
      return variant.name();
    }
  }

  List<Variant> variants() {
    return mutants.stream().map(Mutant::variant).toList();
  }
}
