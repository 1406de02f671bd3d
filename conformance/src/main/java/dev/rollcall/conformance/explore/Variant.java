package dev.rollcall.conformance.explore;

import java.util.Set;

/**
 * A system that differs from the one explored in a few actions, on purpose. As long as it has done the same, it
 * is in the same state; so each step in which it differs is tried from the explored system's snapshots, and one
 * exploration tells of many variants which checks notice them. Immutable.
 *
 * @param name for the report
 * @param factory starts it; its systems restore the snapshots of the explored one
 * @param actions those in which it may differ
 * @param checks those to which it may be different
 */
public record Variant(String name, ExplorableSystem.Factory factory, Set<String> actions, Set<Check> checks) {
  public Variant {
    actions = Set.copyOf(actions);
    checks = Set.copyOf(checks);
  }
}
