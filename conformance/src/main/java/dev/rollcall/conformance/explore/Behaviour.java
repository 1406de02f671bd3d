package dev.rollcall.conformance.explore;

import dev.rollcall.conformance.replay.ReplayResult.Diverged;
import dev.rollcall.conformance.tlc.ActionLabel;
import dev.rollcall.conformance.tlc.StateHandle;
import dev.rollcall.conformance.trace.Trace;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the spec's states on the way to a finding, after the run. */
final class Behaviour {
  private final TraceHeader header;
  private final Shared shared;
  private final Map<Long, StateHandle> initials;
  private final List<TraceState> states = new ArrayList<>();

  Behaviour(TraceHeader header, Shared shared, Map<Long, StateHandle> initials) {
    this.header = header;
    this.shared = shared;
    this.initials = initials;
  }

  Divergence to(Finding finding) {
    if (finding.step().isEmpty()) {
      add(TraceState.INIT, Map.of(), finding.in());
    } else {
      follow(finding.in());
      finding.to().ifPresent(to ->
          add(finding.step().get().action(), finding.step().get().params(), to));
    }
    TraceState last = states.get(states.size() - 1);
    Diverged diverged = finding.step().isPresent() && finding.to().isEmpty()
        ? Diverged.trying(finding.step().get(), last, finding.mismatch())
        : Diverged.at(last, finding.mismatch());
    List<String> variables = List.copyOf(last.vars().keySet());
    TraceHeader named = TraceHeader.of(header.module(), header.model(), "exploration", variables)
        .withConstants(header.constants());
    return new Divergence(finding.check(), new Trace(named, states), diverged);
  }

  private void follow(StateHandle target) {
    Frontier.Way way = shared.frontier().wayTo(target.fingerprint());
    StateHandle at = initials.get(way.initial());
    add(TraceState.INIT, Map.of(), at);
    for (Frontier.Step step : way.steps()) {
      ActionLabel label = shared.label(step.label());
      at = at.successors(label).stream().filter(s -> s.fingerprint() == step.state()).findFirst()
          .orElseThrow(() -> new IllegalStateException("the way to a state cannot be found again"));
      add(label.action(), label.params(), at);
    }
  }

  private void add(String action, Map<String, Value> params, StateHandle state) {
    List<String> enabled = state.enabled().stream()
        .map(label -> TraceState.step(label.action(), label.params())).toList();
    states.add(new TraceState(states.size(), action, params, state.values()).withEnabled(enabled));
  }
}
