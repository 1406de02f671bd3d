package dev.rollcall.conformance.verify;

import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.replay.InvariantViolation;
import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.replay.SystemUnderTest;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** An implementation of the small spec of these tests, with guards that can be left out. */
final class Door implements SystemUnderTest {
  enum Flaw { NO_FREE, NO_LIMIT, NO_HOLDER, STUCK }

  private static final int LIMIT = 2;

  private final Set<Flaw> flaws;
  private final Set<String> inside = new TreeSet<>();
  private final Map<String, Integer> uses = new TreeMap<>(Map.of("c1", 0, "c2", 0));

  private Door(Set<Flaw> flaws) {
    this.flaws = flaws;
  }

  static Factory factory(Flaw... flaws) {
    Set<Flaw> all = EnumSet.noneOf(Flaw.class);
    all.addAll(List.of(flaws));
    return new Factory() {
      @Override
      public Set<String> variables() {
        return Set.of("holder", "uses");
      }

      @Override
      public SystemUnderTest start(TraceHeader header, TraceState first) {
        return new Door(all);
      }
    };
  }

  @Override
  public StepResult perform(String action, Map<String, Value> params) {
    String client = params.get("c").toString();
    return action.equals("Acquire") ? acquire(client) : release(client);
  }

  private StepResult acquire(String client) {
    if (!inside.isEmpty() && !flaws.contains(Flaw.NO_FREE)) {
      return StepResult.refused("OCCUPIED");
    } else if (uses.get(client) >= LIMIT && !flaws.contains(Flaw.NO_LIMIT)) {
      return StepResult.refused("TOO_OFTEN");
    }
    inside.add(client);
    uses.merge(client, 1, Integer::sum);
    return StepResult.performed();
  }

  private StepResult release(String client) {
    if (!inside.contains(client) && !flaws.contains(Flaw.NO_HOLDER)) {
      return StepResult.refused("NOT_INSIDE");
    }
    if (!flaws.contains(Flaw.STUCK)) {
      inside.clear();
    }
    return StepResult.performed();
  }

  @Override
  public Map<String, Value> project() {
    Map<Value, Value> counts = new HashMap<>();
    uses.forEach((client, count) -> counts.put(Value.of(client), Value.of(count)));
    return Map.of("holder", Value.setOf(inside.stream().map(Value::of).toList()), "uses", Value.funOf(counts));
  }

  @Override
  public List<InvariantViolation> violatedInvariants() {
    return List.of();
  }

  @Override
  public List<ActionInstance> instances() {
    return Stream.of("Acquire", "Release").flatMap(action -> Stream.of("c1", "c2")
        .map(client -> new ActionInstance(action, Map.of("c", Value.of(client))))).toList();
  }
}
