package dev.rollcall.conformance.adopt;

import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.replay.InvariantViolation;
import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.replay.UnknownActionException;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.conformance.trace.VariableMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** An object driven by its annotations. Not thread-safe. */
final class Driven implements ExplorableSystem {
  private final Map<String, ActionMember> actions;
  private final VariableMap.Names names;
  private final List<Function<Object, Value>> variables = new ArrayList<>();
  private final Map<InvariantMember, List<Domains.Choice>> invariants = new LinkedHashMap<>();
  private final List<ActionInstance> instances = new ArrayList<>();
  private final boolean goesBack;
  private final State state;

  Driven(Blueprint blueprint, VariableMap.Names names, Object driven, TraceHeader header, TraceState first) {
    this.actions = new HashMap<>(blueprint.actions());
    this.names = names;
    this.goesBack = !blueprint.slots().isEmpty();
    this.state = new State(driven, blueprint.slots(), blueprint.constants(),
        new Sight(blueprint.exempt().fields(), blueprint.immutable()));
    Map<String, Value> own = new HashMap<>();
    blueprint.domains().forEach((name, domain) -> own.put(name, domain.values(driven)));
    Domains domains = new Domains(own, header.constants());
    blueprint.variables().forEach((name, variable) -> variables.add(variable.reader(domains, first.vars().get(name))));
    blueprint.invariants().values().forEach(invariant -> invariants.put(invariant, domains.choices(invariant.parameters())));
    blueprint.actions().values().stream().filter(action -> !action.annotation().environment())
        .forEach(action -> instances.addAll(action.instances(domains)));
  }

  @Override
  public StepResult perform(String action, Map<String, Value> params) {
    ActionMember member = actions.get(action);
    if (member == null) {
      throw new UnknownActionException(action, actions.keySet());
    }
    return member.perform(state.driven(), params);
  }

  @Override
  public Map<String, Value> project() {
    Value[] values = new Value[variables.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = variables.get(i).apply(state.driven());
    }
    return new VariableMap(names, values);
  }

  @Override
  public List<InvariantViolation> violatedInvariants() {
    List<InvariantViolation> violations = new ArrayList<>(0);
    invariants.forEach((invariant, choices) -> invariant.check(state.driven(), choices, violations));
    return violations;
  }

  @Override
  public List<ActionInstance> instances() {
    return List.copyOf(instances);
  }

  @Override
  public Object fingerprint() {
    return goesBack ? state.fingerprint() : project();
  }

  @Override
  public Object snapshot() {
    return state.snapshot();
  }

  @Override
  public void restore(Object snapshot) {
    state.restore(snapshot);
  }

  @Override
  public Object hiddenState() {
    return state.hidden();
  }
}
