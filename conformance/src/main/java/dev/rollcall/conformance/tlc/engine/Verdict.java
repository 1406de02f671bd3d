package dev.rollcall.conformance.tlc.engine;

import dev.rollcall.conformance.tlc.Counterexample;
import dev.rollcall.conformance.tlc.Outcome;
import dev.rollcall.conformance.tlc.Outcome.Kind;
import dev.rollcall.conformance.tlc.Outcome.Violated;
import dev.rollcall.conformance.tlc.Tlc;
import dev.rollcall.conformance.tlc.TlcRun;
import dev.rollcall.conformance.tlc.engine.Attribution.Share;
import dev.rollcall.conformance.tlc.engine.Recorder.Message;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import tlc2.output.EC;
import tlc2.output.MP;
import tlc2.tool.Action;
import tlc2.tool.TLCState;

/** Reads from TLC's messages how a run ended. */
final class Verdict {
  private static final Set<Integer> VIOLATIONS =
      Set.of(
          EC.TLC_INVARIANT_VIOLATED_INITIAL, EC.TLC_INVARIANT_VIOLATED_BEHAVIOR,
          EC.TLC_PROPERTY_VIOLATED_INITIAL, EC.TLC_ACTION_PROPERTY_VIOLATED_BEHAVIOR,
          EC.TLC_DEADLOCK_REACHED, EC.TLC_TEMPORAL_PROPERTY_VIOLATED, EC.TLC_ASSUMPTION_FALSE);
  private static final Set<Integer> NEWS =
      Set.of(
          EC.TLC_STARTING, EC.TLC_FINISHED, EC.TLC_COMPUTING_INIT, EC.TLC_COMPUTING_INIT_PROGRESS,
          EC.TLC_INIT_GENERATED1, EC.TLC_INIT_GENERATED2, EC.TLC_INIT_GENERATED3, EC.TLC_INIT_GENERATED4,
          EC.TLC_PROGRESS_STATS, EC.TLC_STATS, EC.TLC_SEARCH_DEPTH, EC.TLC_STATE_GRAPH_OUTDEGREE,
          EC.TLC_CHECKING_TEMPORAL_PROPS, EC.TLC_CHECKING_TEMPORAL_PROPS_END, EC.TLC_LIVE_IMPLIED,
          EC.TLC_BEHAVIOR_UP_TO_THIS_POINT, EC.TLC_COUNTER_EXAMPLE, EC.TLC_STATE_PRINT1,
          EC.TLC_STATE_PRINT2, EC.TLC_SANY_START, EC.TLC_SANY_END, EC.TLC_FEATURE_UNSUPPORTED,
          EC.TLC_FEATURE_LIVENESS_CONSTRAINTS, EC.TLC_NESTED_EXPRESSION, EC.TLC_ENVIRONMENT_JVM_GC,
          EC.TLC_MODULE_VALUE_JAVA_METHOD_OVERRIDE_LOADED, EC.TLC_DISTRIBUTED_WORKER_REGISTERED,
          EC.TLC_DISTRIBUTED_WORKER_DEREGISTERED, EC.TLC_DISTRIBUTED_WORKER_LOST);

  private final TlcRun run;
  private final LoadedSpec spec;
  private final Recorder recorder;
  private final Supplier<Optional<TLCState>> errorState;
  private final Behaviours behaviours;

  /**
   * @param errorState the initial state that is wrong, if one is
   */
  Verdict(
      TlcRun run, LoadedSpec spec, ActionTable actions, Recorder recorder,
      Supplier<Optional<TLCState>> errorState) {
    this.run = run;
    this.spec = spec;
    this.recorder = recorder;
    this.errorState = errorState;
    this.behaviours = new Behaviours(spec.tool(), actions);
  }

  /** Empty when TLC neither finished nor complained: someone stopped it. */
  Optional<Outcome> outcome() {
    List<Message> messages = recorder.messages();
    Optional<Message> violation =
        messages.stream().filter(m -> VIOLATIONS.contains(m.code())).findFirst();
    if (violation.isPresent()) {
      return Optional.of(violated(violation.get()));
    }
    // Looking at temporal properties, TLC runs into evaluation errors that it expects and overcomes.
    if (messages.stream().anyMatch(m -> m.code() == EC.TLC_SUCCESS)) {
      return Optional.of(new Outcome.Passed());
    }
    return messages.stream().filter(m -> !NEWS.contains(m.code())).findFirst().map(this::error);
  }

  private Outcome violated(Message message) {
    String name = message.parameter(0);
    int code = message.code();
    if (code == EC.TLC_ASSUMPTION_FALSE) {
      return new Violated(Kind.ASSUMPTION, name, Counterexample.of(List.of()));
    } else if (code == EC.TLC_DEADLOCK_REACHED) {
      return new Violated(Kind.DEADLOCK, "Deadlock", finite(shown((a, b) -> true)));
    } else if (code == EC.TLC_TEMPORAL_PROPERTY_VIOLATED) {
      return temporal();
    } else if (code == EC.TLC_ACTION_PROPERTY_VIOLATED_BEHAVIOR) {
      List<TLCState> states = shown(violates(spec.tool().getImpliedActions()));
      Counterexample trace = finite(states);
      int index = new Attribution(run, spec).violatedAction(states, name);
      return named(Kind.ACTION_PROPERTY, name, index, Share::actions, trace);
    } else if (code == EC.TLC_PROPERTY_VIOLATED_INITIAL) {
      List<TLCState> states = initial();
      Counterexample trace = finite(states);
      int index = new Attribution(run, spec).violatedInit(states, name);
      return named(Kind.INVARIANT, name, index, Share::inits, trace);
    }
    boolean atStart = code == EC.TLC_INVARIANT_VIOLATED_INITIAL;
    return invariant(name, finite(atStart ? initial() : shown(breaksInvariant())));
  }

  private Outcome named(
      Kind kind, String reported, int index, ToIntFunction<Share> count, Counterexample trace) {
    int before = 0;
    for (Share share : new Attribution(run, spec).shares()) {
      before += count.applyAsInt(share);
      if (index >= 0 && index < before) {
        return new Violated(share.kind(kind), share.property(), trace);
      }
    }
    return new Violated(kind, reported, trace);
  }

  private Outcome invariant(String reported, Counterexample trace) {
    var declared = spec.tool().getModelConfig().getInvariants();
    for (int i = 0; i < declared.size(); i++) {
      if (declared.elementAt(i).equals(reported)) {
        return new Violated(Kind.INVARIANT, reported, trace);
      }
    }
    for (Share share : new Attribution(run, spec).shares()) {
      if (share.invariants().contains(reported)) {
        return new Violated(share.kind(Kind.INVARIANT), share.property(), trace);
      }
    }
    return new Violated(Kind.INVARIANT, reported, trace);
  }

  /** TLC does not say which property: with several, each is checked alone, in declared order. */
  private Outcome temporal() {
    Counterexample trace =
        behaviours.lasso(recorder.states(), recorder.loopStart(), recorder.stuttering());
    List<Share> temporal =
        new Attribution(run, spec).shares().stream().filter(s -> s.temporals() > 0).toList();
    if (temporal.size() == 1) {
      Share only = temporal.get(0);
      return new Violated(only.kind(Kind.TEMPORAL), only.property(), trace);
    }
    for (Share share : temporal) {
      TlcRun alone =
          TlcRun.of(run.specDir(), run.rootModule(),
              ConfigText.withOnly(share.property(), run.configFile(), spec.scratch()))
          .withWorkers(run.workers());
      alone = run.overlayDir().isPresent() ? alone.withOverlay(run.overlayDir().get()) : alone;
      if (Tlc.check(alone.withCancellation(run.cancelled())).outcome() instanceof Violated found) {
        return new Violated(share.kind(Kind.TEMPORAL), share.property(), found.counterexample());
      }
    }
    return new Violated(Kind.TEMPORAL, "one of " + temporal.stream().map(Share::property).toList(), trace);
  }

  private Outcome error(Message message) {
    String text = MP.getMessage(MP.NONE, message.code(), message.parameters().toArray(String[]::new));
    String stack =
        recorder.messages().stream()
            .filter(m -> m.code() == EC.TLC_NESTED_EXPRESSION)
            .map(m -> m.parameter(0))
            .findFirst()
            .orElse("");
    List<TLCState> states = recorder.states().isEmpty() ? initial() : shown((a, b) -> true);
    return SpecErrors.whileEvaluating(plain(text), stack, behaviours.label(states));
  }

  /** TLC wraps what an evaluation error says in advice on how to read it. */
  private static String plain(String text) {
    int said = text.indexOf("\n: ");
    boolean wrapped = said >= 0 && text.contains("The exception was a");
    return (wrapped ? text.substring(said + 3) : text).strip();
  }

  private Counterexample finite(List<TLCState> states) {
    return Counterexample.of(behaviours.label(states));
  }

  private List<TLCState> initial() {
    return errorState.get().map(List::of).orElse(List.of());
  }

  private List<TLCState> shown(BiPredicate<TLCState, TLCState> violates) {
    return behaviours.follow(recorder.states(), violates);
  }

  private BiPredicate<TLCState, TLCState> violates(Action[] formulas) {
    return (from, to) -> {
      for (Action formula : formulas) {
        if (!spec.tool().isValid(formula, from, to)) {
          return true;
        }
      }
      return false;
    };
  }

  private BiPredicate<TLCState, TLCState> breaksInvariant() {
    return (from, to) -> {
      for (Action invariant : spec.tool().getInvariants()) {
        if (!spec.tool().isValid(invariant, to)) {
          return true;
        }
      }
      return false;
    };
  }
}
