package dev.rollcall.conformance.tlc.engine;

import dev.rollcall.conformance.tlc.ActionLabel;
import dev.rollcall.conformance.tlc.Counterexample;
import dev.rollcall.conformance.tlc.Outcome;
import dev.rollcall.conformance.tlc.Outcome.Kind;
import dev.rollcall.conformance.tlc.TlcRun;
import dev.rollcall.conformance.tlc.TraceStep;
import dev.rollcall.conformance.tlc.WalkOptions;
import dev.rollcall.conformance.tlc.WalkOptions.Choice;
import dev.rollcall.conformance.tlc.WalkResult;
import dev.rollcall.conformance.trace.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import tlc2.tool.Action;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.FastTool;

/**
 * Random walks over the state graph, on TLC's evaluator but without its simulator: that one draws among
 * successors in the order in which its threads get there.
 */
final class Walker {
  private record Move(Action action, TLCState to) {}

  private static final class Stop extends RuntimeException {
    final transient Outcome outcome;

    Stop(Outcome outcome) {
      super(null, null, false, false);
      this.outcome = outcome;
    }
  }

  private final TlcRun run;
  private final WalkOptions options;
  private final Recorder recorder;
  private final long start = System.nanoTime();
  private LoadedSpec spec;
  private FastTool tool;
  private ActionTable actions;
  private long[] taken = new long[0];

  Walker(TlcRun run, WalkOptions options, Recorder recorder) {
    this.run = run;
    this.options = options;
    this.recorder = recorder;
  }

  WalkResult walk(Path scratch) {
    List<List<TraceStep>> traces = new ArrayList<>();
    try {
      spec = LoadedSpec.load(run, scratch, Optional.empty());
      tool = spec.tool();
      actions = new ActionTable(tool);
      taken = new long[actions.size()];
    } catch (Throwable e) {
      Outcome error = SpecErrors.whileLoading(run, e, recorder.rawOutput());
      return new WalkResult(error, traces, List.of(), recorder.rawOutput());
    }
    Outcome outcome = new Outcome.Passed();
    try {
      SplittableRandom random = new SplittableRandom(options.seed());
      StateVec initial = tool.getInitStates();
      for (int i = 0; i < options.count(); i++) {
        // Each trace has random numbers of its own: it does not change with the length of the others.
        traces.add(trace(initial, random.split()));
      }
    } catch (Stop stop) {
      outcome = stop.outcome;
    } catch (Throwable e) {
      outcome = SpecErrors.whileEvaluating(SpecErrors.message(e), SpecErrors.message(e), List.of());
    }
    return new WalkResult(
        outcome, List.copyOf(traces), actions.coverage(taken, new long[taken.length]),
        recorder.rawOutput());
  }

  private List<TraceStep> trace(StateVec initial, SplittableRandom random) {
    if (initial.size() == 0) {
      throw new IllegalStateException("the spec has no initial state");
    }
    TLCState state = initial.elementAt(random.nextInt(initial.size()));
    List<TraceStep> steps = new ArrayList<>();
    steps.add(step(TraceStep.INITIAL, Map.of(), state));
    try {
      checkState(state, steps);
      for (int i = 0; i < options.length(); i++) {
        checkLimits();
        List<Move> moves = moves(state);
        if (moves.isEmpty()) {
          break;
        }
        Move move = choose(moves, random);
        ActionLabel label = actions.label(move.action);
        taken[actions.indexOf(move.action)]++;
        steps.add(step(label.action(), label.params(), move.to));
        checkState(move.to, steps);
        checkStep(state, move.to, steps);
        state = move.to;
      }
    } catch (Stop stop) {
      throw stop;
    } catch (RuntimeException e) {
      String said = SpecErrors.message(e);
      throw new Stop(SpecErrors.whileEvaluating(said, said, steps));
    }
    return List.copyOf(steps);
  }

  private TraceStep step(String action, Map<String, Value> params, TLCState state) {
    return new TraceStep(
        action, params, ValueConverter.state(state), Optional.of(actions.enabled(tool, state)));
  }

  private List<Move> moves(TLCState state) {
    List<Move> moves = new ArrayList<>();
    for (Action action : tool.getActions()) {
      StateVec successors = tool.getNextStates(action, state);
      for (int i = 0; i < successors.size(); i++) {
        TLCState to = successors.elementAt(i);
        if (!tool.isGoodState(to)) {
          throw new IllegalStateException(
              "action " + actions.label(action).action() + " leaves a variable without value");
        }
        if (tool.isInModel(to) && tool.isInActions(state, to)) {
          to.setPredecessor(state);
          moves.add(new Move(action, to));
        }
      }
    }
    return moves;
  }

  private Move choose(List<Move> moves, SplittableRandom random) {
    if (options.choice() == Choice.BY_SUCCESSOR) {
      return moves.get(random.nextInt(moves.size()));
    }
    Map<String, List<Move>> byName = new LinkedHashMap<>();
    for (Move move : moves) {
      byName.computeIfAbsent(actions.label(move.action).action(), k -> new ArrayList<>()).add(move);
    }
    List<List<Move>> groups = List.copyOf(byName.values());
    List<Move> group = groups.get(random.nextInt(groups.size()));
    return group.get(random.nextInt(group.size()));
  }

  private void checkLimits() {
    if (run.cancelled().getAsBoolean()) {
      throw new Stop(new Outcome.Cancelled());
    }
    boolean late =
        run.timeLimit().isPresent() && System.nanoTime() - start > run.timeLimit().get().toNanos();
    if (late) {
      throw new Stop(new Outcome.TimedOut());
    }
  }

  private void checkState(TLCState state, List<TraceStep> steps) {
    for (int i = 0; i < tool.getInvariants().length; i++) {
      if (!tool.isValid(tool.getInvariants()[i], state)) {
        throw violated(Kind.INVARIANT, tool.getInvNames()[i], steps);
      }
    }
  }

  private void checkStep(TLCState from, TLCState to, List<TraceStep> steps) {
    for (int i = 0; i < tool.getImpliedActions().length; i++) {
      if (!tool.isValid(tool.getImpliedActions()[i], from, to)) {
        throw violated(Kind.ACTION_PROPERTY, tool.getImpliedActNames()[i], steps);
      }
    }
  }

  private static Stop violated(Kind kind, String name, List<TraceStep> steps) {
    return new Stop(new Outcome.Violated(kind, name, Counterexample.of(steps)));
  }
}
