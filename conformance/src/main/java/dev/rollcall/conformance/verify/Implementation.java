package dev.rollcall.conformance.verify;

import dev.rollcall.conformance.explore.ExplorableSystem;
import java.util.List;

/**
 * What is verified against the spec.
 *
 * @param factory starts it
 * @param mutants variants that lack one guard each, all of which replay must notice
 */
public record Implementation(ExplorableSystem.Factory factory, List<Mutant> mutants) {
  /** A variant of the implementation that is wrong on purpose. */
  public record Mutant(String name, ExplorableSystem.Factory factory) {}
}
