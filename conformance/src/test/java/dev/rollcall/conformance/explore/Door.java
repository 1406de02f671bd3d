package dev.rollcall.conformance.explore;

import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.replay.InvariantViolation;
import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** An implementation of the small spec Door, with guards that can be left out and other faults to put in. */
public final class Door implements ExplorableSystem {
  /** What can be wrong with it. */
  public enum Flaw {
    NO_FREE, NO_LIMIT, NO_HOLDER, STUCK, TOO_STRICT, RESTLESS, COUNTS_RELEASES, TIRED, APPLIES_TWICE, FORGETS_ITSELF,
    TORN, THROWS, UNFAIR, PROMISES_MORE, OVERWRITES, RESTLESS_IN_DOUBT, THROWS_IN_DOUBT
  }

  private static final int LIMIT = 2;

  private record State(Set<String> inside, Map<String, Integer> uses, int releases) {}

  private final Set<Flaw> flaws;
  private Set<String> inside = Set.of();
  private Map<String, Integer> uses = Map.of("c1", 0, "c2", 0);
  private int releases;
  /** A step is unsettled. */
  private boolean inDoubt;

  private Door(Set<Flaw> flaws) {
    this.flaws = flaws;
  }

  /** Doors with these flaws. */
  public static ExplorableSystem.Factory factory(Flaw... flaws) {
    Set<Flaw> all = EnumSet.noneOf(Flaw.class);
    all.addAll(List.of(flaws));
    return new ExplorableSystem.Factory() {
      @Override
      public Set<String> variables() {
        return Set.of("holder", "uses");
      }

      @Override
      public ExplorableSystem start(TraceHeader header, TraceState first) {
        return new Door(all);
      }

      @Override
      public Map<String, Set<String>> refusalReasons() {
        Set<String> ofRelease =
            all.contains(Flaw.PROMISES_MORE) ? Set.of("NOT_INSIDE", "STUCK_INSIDE") : Set.of("NOT_INSIDE");
        return Map.of("Acquire", Set.of("OCCUPIED", "TOO_OFTEN"), "Release", ofRelease);
      }
    };
  }

  @Override
  public StepResult perform(String action, Map<String, Value> params) {
    String client = params.get("c").toString();
    if (inDoubt && flaws.contains(Flaw.THROWS_IN_DOUBT) && action.equals("Release") && !inside.contains(client)) {
      throw new IllegalStateException("the door jammed");
    }
    if (flaws.contains(Flaw.THROWS) && uses.get("c1") == 2) {
      throw new IllegalStateException("the door fell off");
    }
    return action.equals("Acquire") ? acquire(client) : release(client);
  }

  private StepResult acquire(String client) {
    if (!inside.isEmpty() && !flaws.contains(Flaw.NO_FREE)) {
      releases += flaws.contains(Flaw.RESTLESS) || inDoubt && flaws.contains(Flaw.RESTLESS_IN_DOUBT) ? 1 : 0;
      return StepResult.refused("OCCUPIED");
    } else if (uses.get(client) >= LIMIT && !flaws.contains(Flaw.NO_LIMIT)) {
      return StepResult.refused("TOO_OFTEN");
    } else if (flaws.contains(Flaw.TOO_STRICT) && uses.get("c1") + uses.get("c2") == 3
        || flaws.contains(Flaw.TIRED) && releases == 3) {
      return StepResult.refused("NOT_TODAY");
    }
    Set<String> entered = new TreeSet<>(inside);
    entered.add(client);
    inside = entered;
    Map<String, Integer> counted = new TreeMap<>(uses);
    counted.merge(client, 1, Integer::sum);
    uses = counted;
    return StepResult.performed();
  }

  private StepResult release(String client) {
    if (!inside.contains(client) && !flaws.contains(Flaw.NO_HOLDER)) {
      return StepResult.refused("NOT_INSIDE");
    }
    if (!flaws.contains(Flaw.STUCK)) {
      inside = Set.of();
    }
    if (flaws.contains(Flaw.COUNTS_RELEASES) && client.equals("c1") || flaws.contains(Flaw.TIRED)) {
      releases = flaws.contains(Flaw.TIRED) ? releases + 1 : 100 * releases + uses.get("c2");
    }
    return StepResult.performed();
  }

  @Override
  public Optional<FaultedStep> performUnder(StoreFault fault, String action, Map<String, Value> params) {
    return performUnder(fault, action, params, () -> {});
  }

  @Override
  public boolean mayHappenMeanwhile(ActionInstance step, ActionInstance unsettled) {
    return !step.params().equals(unsettled.params());
  }

  private void inDoubt(Runnable meanwhile) {
    inDoubt = true;
    try {
      meanwhile.run();
    } finally {
      inDoubt = false;
    }
  }

  /** A store of two calls, the second of which commits. */
  @Override
  public Optional<FaultedStep> performUnder(
      StoreFault fault, String action, Map<String, Value> params, Runnable meanwhile) {
    Object before = snapshot();
    if (fault.kind() == StoreFault.Kind.UNKNOWN_NOT_COMMITTED) {
      inDoubt(meanwhile);
    }
    StepResult result = perform(action, params);
    switch (fault.kind()) {
      case UNKNOWN_COMMITTED -> {
        Object unsettled = snapshot();
        inDoubt(meanwhile);
        if (flaws.contains(Flaw.OVERWRITES)) {
          restore(unsettled);
        }
        if (flaws.contains(Flaw.APPLIES_TWICE) && action.equals("Acquire")) {
          uses = Map.of("c1", uses.get("c1") + 1, "c2", uses.get("c2"));
        } else if (flaws.contains(Flaw.FORGETS_ITSELF)) {
          result = perform(action, params);
        }
        return Optional.of(new FaultedStep(result, true));
      }
      case UNKNOWN_NOT_COMMITTED -> {
        return Optional.of(new FaultedStep(result, true));
      }
      default -> {
        boolean struck = fault.call() < 2;
        boolean torn = fault.call() == 1 && flaws.contains(Flaw.TORN);
        if (struck && !torn) {
          restore(before);
        }
        return Optional.of(new FaultedStep(struck ? StepResult.refused("UNAVAILABLE") : result, struck));
      }
    }
  }

  @Override
  public Map<String, Value> project() {
    Map<Value, Value> counts = new HashMap<>();
    uses.forEach((client, count) -> counts.put(Value.of(client), Value.of(count)));
    return Map.of("holder", Value.setOf(inside.stream().map(Value::of).toList()), "uses", Value.funOf(counts));
  }

  @Override
  public List<InvariantViolation> violatedInvariants() {
    return flaws.contains(Flaw.UNFAIR) && uses.get("c2") - uses.get("c1") == 2
        ? List.of(new InvariantViolation("Fairness", "c2 went twice before c1")) : List.of();
  }

  @Override
  public List<ActionInstance> instances() {
    return Stream.of("Acquire", "Release").flatMap(action -> Stream.of("c1", "c2")
        .map(client -> new ActionInstance(action, Map.of("c", Value.of(client))))).toList();
  }

  @Override
  public Object snapshot() {
    return new State(inside, uses, releases);
  }

  @Override
  public void restore(Object snapshot) {
    State state = (State) snapshot;
    inside = state.inside();
    uses = state.uses();
    releases = state.releases();
  }

  @Override
  public Object hiddenState() {
    return releases;
  }
}
