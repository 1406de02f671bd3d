package dev.rollcall.conformance.cli;

import dev.rollcall.conformance.operate.Pace;

/**
 * What commands on real clusters touch outside of this process. Immutable.
 *
 * @param stores how they open a store
 * @param pace how time passes
 * @param operator who is asked
 */
record Outside(StoreOpener stores, Pace pace, Operator operator) {
  static final Outside REAL = new Outside(StoreOpener.FOUNDATION_DB, Pace.REAL, Operator.REAL);

  Outside with(StoreOpener other) {
    return new Outside(other, pace, operator);
  }
}
