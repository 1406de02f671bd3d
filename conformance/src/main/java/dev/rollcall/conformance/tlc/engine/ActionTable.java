package dev.rollcall.conformance.tlc.engine;

import dev.rollcall.conformance.tlc.ActionCoverage;
import dev.rollcall.conformance.tlc.ActionLabel;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.conformance.trace.VariableMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.Action;
import tlc2.tool.ITool;
import tlc2.tool.TLCState;
import tlc2.value.IValue;
import util.UniqueString;

/**
 * The actions into which TLC splits the next-state relation, with the label of each. Several of them
 * share a label where an action's definition is a disjunction. Also what else the states of a run share.
 * Thread-safe.
 */
final class ActionTable {
  private final IdentityHashMap<Action, Integer> index = new IdentityHashMap<>();
  private final List<ActionLabel> labels = new ArrayList<>();
  private final List<UniqueString> variables;
  private final VariableMap.Names names;
  private final SharedValues values = new SharedValues();

  ActionTable(ITool tool) {
    this.variables = Arrays.stream(TLCState.Empty.getVars())
        .map(OpDeclNode::getName)
        .sorted(Comparator.comparing(UniqueString::toString))
        .toList();
    this.names = new VariableMap.Names(variables.stream().map(UniqueString::toString).toList());
    Action next = tool.getNextStateSpec();
    String nextName = next == null ? "" : nameOf(next);
    Map<String, ActionLabel> known = new LinkedHashMap<>();
    for (Action action : tool.getActions()) {
      String name = nameOf(action);
      boolean anonymous = action.getOpDef() == null || name.equals(nextName);
      Map<String, Value> params = paramsOf(action);
      ActionLabel label =
          known.computeIfAbsent(
              name + params, key -> new ActionLabel(known.size(), name, params, anonymous));
      index.put(action, labels.size());
      labels.add(label);
    }
  }

  int size() {
    return labels.size();
  }

  int indexOf(Action action) {
    return index.get(action);
  }

  ActionLabel label(int actionIndex) {
    return labels.get(actionIndex);
  }

  ActionLabel label(Action action) {
    return labels.get(index.get(action));
  }

  /** The object that stands for this value and all that are equal to it in this run. */
  Value shared(IValue value) {
    return values.of(value);
  }

  /** The variables of the spec, sorted by name. */
  VariableMap.Names names() {
    return names;
  }

  /** TLC's name of a variable, by its place in {@link #names}. */
  UniqueString variable(int place) {
    return variables.get(place);
  }

  /** The labels of the actions that have a successor of this state, in the order of the spec. */
  List<ActionLabel> enabled(ITool tool, TLCState state) {
    Set<ActionLabel> enabled = new LinkedHashSet<>();
    for (Action action : tool.getActions()) {
      ActionLabel label = labels.get(index.get(action));
      if (!enabled.contains(label) && tool.getNextStates(action, state).size() > 0) {
        enabled.add(label);
      }
    }
    return List.copyOf(enabled);
  }

  /** One row per action name, in the order of the spec. */
  List<ActionCoverage> coverage(long[] taken, long[] fresh) {
    Map<String, ActionCoverage> rows = new LinkedHashMap<>();
    for (int i = 0; i < labels.size(); i++) {
      ActionLabel label = labels.get(i);
      rows.merge(
          label.action(),
          new ActionCoverage(label.action(), taken[i], fresh[i], label.anonymous()),
          (a, b) ->
              new ActionCoverage(
                  a.action(), a.taken() + b.taken(), a.newStates() + b.newStates(),
                  a.anonymous() || b.anonymous()));
    }
    return List.copyOf(rows.values());
  }

  private static String nameOf(Action action) {
    return action.getOpDef() == null ? "Next" : action.getOpDef().getName().toString();
  }

  private static Map<String, Value> paramsOf(Action action) {
    Set<SymbolNode> bound = new LinkedHashSet<>();
    // Context can only be searched; a search that never succeeds visits every name, innermost first.
    action.con.lookupName(
        name -> {
          if (name != null) {
            bound.add(name);
          }
          return false;
        });
    Set<SymbolNode> formals = new LinkedHashSet<>();
    if (action.getOpDef() != null && action.getOpDef().getParams() != null) {
      for (FormalParamNode formal : action.getOpDef().getParams()) {
        formals.add(formal);
      }
    }
    Map<String, Value> params = new LinkedHashMap<>();
    for (SymbolNode formal : formals) {
      put(params, formal, action);
    }
    List<SymbolNode> inner = new ArrayList<>();
    for (SymbolNode name : bound) {
      if (formals.contains(name)) {
        break; // what is bound further out belongs to the quantifiers around the action
      }
      inner.add(name);
    }
    Collections.reverse(inner);
    inner.forEach(name -> put(params, name, action));
    return Collections.unmodifiableMap(params);
  }

  private static void put(Map<String, Value> params, SymbolNode name, Action action) {
    if (action.con.lookup(name) instanceof IValue value) {
      params.putIfAbsent(name.getName().toString(), ValueConverter.convert(value));
    }
  }
}
