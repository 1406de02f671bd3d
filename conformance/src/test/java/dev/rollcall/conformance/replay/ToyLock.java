package dev.rollcall.conformance.replay;

import dev.rollcall.conformance.trace.Trace;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A lock with a queue of waiters, small enough to see through, and with faults that can be switched
 * on. It is both its own spec (without faults) and the system under test.
 */
final class ToyLock implements SystemUnderTest {
  enum Fault {
    NONE,
    /** Handing over takes the last waiter instead of the first. */
    UNFAIR,
    /** A second waiter is turned away. */
    NARROW,
    /** The third grant throws. */
    WORN_OUT,
    /** Granting is recorded, but the holder before is told nothing. */
    SHARED,
    /** Lost a guard: who waits already may wait once more. */
    GREEDY,
    /** Refuses to release a free lock, but counts a grant. */
    SLOPPY,
    /** Refuses to release a free lock, but changes what the spec does not show. */
    SECRETIVE,
    /** Throws where it should refuse to release a free lock. */
    BRITTLE
  }

  private static final List<ActionInstance> INSTANCES =
      Stream.of("Ask alice", "Ask bob", "Ask carol", "Grant", "Release")
          .map(ToyLock::instance)
          .toList();

  private final Fault fault;
  private final List<String> queue = new ArrayList<>();
  private final Set<String> holding = new TreeSet<>();
  private final Map<String, Long> grants = new LinkedHashMap<>();
  private String holder = "none";

  ToyLock(Fault fault) {
    this.fault = fault;
    grants.put("alice", 0L);
    grants.put("bob", 0L);
    grants.put("carol", 0L);
  }

  static Factory factory(Fault fault) {
    return new Factory() {
      @Override
      public Set<String> variables() {
        return Set.of("holder", "queue", "grants");
      }

      @Override
      public SystemUnderTest start(TraceHeader header, TraceState first) {
        return new ToyLock(fault);
      }
    };
  }

  @Override
  public StepResult perform(String action, Map<String, Value> params) {
    return switch (action) {
      case "Ask" -> ask(client(action, params));
      case "Grant" -> grant();
      case "Release" -> release();
      default -> throw new UnknownActionException(action, List.of("Release", "Ask", "Grant"));
    };
  }

  private static String client(String action, Map<String, Value> params) {
    if (!(params.get("c") instanceof Value.Str name)) {
      Object found = params.getOrDefault("c", Value.of("nothing"));
      throw new BadParameterException(action, "c", "a client's name", found);
    }
    return name.value();
  }

  private StepResult ask(String client) {
    boolean waits = queue.contains(client) && fault != Fault.GREEDY;
    if (waits || fault == Fault.NARROW && !queue.isEmpty()) {
      return StepResult.refused(client + " cannot wait: the queue already holds " + queue);
    }
    queue.add(client);
    return StepResult.performed();
  }

  private StepResult grant() {
    if (!holder.equals("none") || queue.isEmpty()) {
      return StepResult.refused("the lock is held by " + holder + ", waiting are " + queue);
    }
    holder = queue.remove(fault == Fault.UNFAIR ? queue.size() - 1 : 0);
    holding.add(holder);
    grants.merge(holder, 1L, Long::sum);
    if (fault == Fault.WORN_OUT && grants.values().stream().mapToLong(n -> n).sum() == 3) {
      throw new IllegalStateException("the lock is worn out", new RuntimeException("rust"));
    }
    return StepResult.performed();
  }

  private StepResult release() {
    if (holder.equals("none")) {
      refuseToRelease();
      return StepResult.refused("nobody holds the lock");
    }
    if (fault != Fault.SHARED) {
      holding.remove(holder);
    }
    holder = "none";
    return StepResult.performed();
  }

  private void refuseToRelease() {
    switch (fault) {
      case SLOPPY -> grants.merge("alice", 1L, Long::sum);
      case SECRETIVE -> holding.add("nobody");
      case BRITTLE -> throw new IllegalStateException("nobody to take it from");
      default -> { }
    }
  }

  @Override
  public List<ActionInstance> instances() {
    return INSTANCES;
  }

  @Override
  public Object fingerprint() {
    return List.of(project(), Set.copyOf(holding));
  }

  @Override
  public Map<String, Value> project() {
    Map<Value, Value> counts = new LinkedHashMap<>();
    grants.forEach((client, count) -> counts.put(Value.of(client), Value.of(count)));
    Map<String, Value> vars = new LinkedHashMap<>();
    vars.put("holder", Value.of(holder));
    vars.put("queue", Value.seqOf(queue.stream().map(Value::of).toList()));
    vars.put("grants", Value.funOf(counts));
    return vars;
  }

  @Override
  public List<InvariantViolation> violatedInvariants() {
    return holding.size() < 2
        ? List.of()
        : List.of(new InvariantViolation("MutualExclusion", holding + " each believe to hold it"));
  }

  /** The spec's behaviour for these steps, each an action or an action and a client. */
  static Trace trace(String... steps) {
    ToyLock spec = new ToyLock(Fault.NONE);
    List<TraceState> states = new ArrayList<>();
    states.add(new TraceState(0, TraceState.INIT, Map.of(), spec.project()));
    for (String step : steps) {
      ActionInstance taken = instance(step);
      if (!(spec.perform(taken.action(), taken.params()) instanceof StepResult.Performed)) {
        throw new IllegalArgumentException("the spec does not take " + step);
      }
      states.add(new TraceState(states.size(), taken.action(), taken.params(), spec.project()));
    }
    List<String> vars = List.of("holder", "queue", "grants");
    return new Trace(TraceHeader.of("Lock", "MCLock", "test", vars).withSeed("42"), states);
  }

  /** Alice and bob wait, alice gets the lock and gives it back, bob gets it. */
  static Trace handOver() {
    return trace("Ask alice", "Ask bob", "Grant", "Release", "Grant");
  }

  /** An action, or an action and a client. */
  private static ActionInstance instance(String step) {
    String[] words = step.split(" ");
    Map<String, Value> params = words.length == 1 ? Map.of() : Map.of("c", Value.of(words[1]));
    return new ActionInstance(words[0], params);
  }

  /** The same trace, saying in each state what the spec enables there. */
  static Trace withEnabled(Trace trace) {
    List<TraceState> states = new ArrayList<>();
    for (TraceState state : trace.states()) {
      List<String> enabled =
          INSTANCES.stream()
              .filter(tried -> in(state, trace).perform(tried.action(), tried.params())
                  instanceof StepResult.Performed)
              .map(ActionInstance::step)
              .toList();
      states.add(state.withEnabled(enabled));
    }
    return new Trace(trace.header(), states);
  }

  /** The spec in a state of a trace. */
  private static ToyLock in(TraceState state, Trace trace) {
    ToyLock spec = new ToyLock(Fault.NONE);
    trace.states().subList(1, state.index() + 1)
        .forEach(step -> spec.perform(step.action(), step.params()));
    return spec;
  }
}
