package dev.rollcall.conformance.tlc.engine;

import dev.rollcall.conformance.tlc.Outcome.Kind;
import dev.rollcall.conformance.tlc.TlcRun;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import tlc2.tool.TLCState;
import tlc2.tool.impl.FastTool;

/**
 * Finds which PROPERTY of the configuration a violated formula is part of. TLC breaks properties into
 * formulas on initial states, on steps and on behaviours, and names a formula by its text, if at all;
 * but it keeps their order, so loading each property alone tells which formulas are whose.
 */
final class Attribution {
  /** A property of the configuration and the number of formulas of each sort that it yields. */
  record Share(String property, int inits, int actions, int temporals, List<String> invariants) {
    Kind kind(Kind single) {
      return inits > 0 && actions + temporals > 0 ? Kind.REFINEMENT : single;
    }
  }

  private final TlcRun run;
  private final LoadedSpec spec;

  Attribution(TlcRun run, LoadedSpec spec) {
    this.run = run;
    this.spec = spec;
  }

  /** Loads every property alone. TLC's static state is of no use for {@code spec} afterwards. */
  List<Share> shares() {
    return spec.properties().stream().map(this::share).toList();
  }

  private Share share(String property) {
    FastTool alone = LoadedSpec.load(run, spec.scratch(), Optional.of(property)).tool();
    return new Share(
        property, alone.getImpliedInits().length, alone.getImpliedActions().length,
        alone.getImpliedTemporals().length, Arrays.asList(alone.getInvNames()));
  }

  /** Index of the violated formula on steps. */
  int violatedAction(List<TLCState> states, String reported) {
    FastTool tool = spec.tool();
    if (states.size() >= 2) {
      TLCState from = states.get(states.size() - 2);
      TLCState to = states.get(states.size() - 1);
      return firstOf(
          tool.getImpliedActNames(), reported,
          i -> !tool.isValid(tool.getImpliedActions()[i], from, to));
    }
    return firstOf(tool.getImpliedActNames(), reported, i -> true);
  }

  /** Index of the violated formula on initial states. */
  int violatedInit(List<TLCState> states, String reported) {
    FastTool tool = spec.tool();
    return firstOf(
        tool.getImpliedInitNames(), reported,
        i -> states.isEmpty() || !tool.isValid(tool.getImpliedInits()[i], states.get(0)));
  }

  private static int firstOf(String[] names, String name, IntPredicate violated) {
    int byName = -1;
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        if (violated.test(i)) {
          return i;
        }
        byName = byName < 0 ? i : byName;
      }
    }
    return byName;
  }
}
