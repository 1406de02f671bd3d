package dev.rollcall.conformance.cli;

import dev.rollcall.conformance.operate.Pace;

/**
 * What commands on real clusters touch outside of this process. Immutable.
 *
 * @param stores how they open a store
 * @param pace how time passes
 * @param operator who is asked
 * @param signals by which it is asked to end
 */
record Outside(StoreOpener stores, Pace pace, Operator operator, Signals signals) {
  static final Outside REAL = new Outside(StoreOpener.FOUNDATION_DB, Pace.REAL, Operator.REAL, Signals.REAL);

  Outside with(StoreOpener other) {
    return new Outside(other, pace, operator, signals);
  }
}
