package dev.rollcall.conformance.membership;

import dev.rollcall.conformance.replay.InvariantViolation;
import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.replay.SystemUnderTest;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.protocol.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs random moves on a production cluster and asks for the invariants after each. A failing run is
 * shortened until no move, nor two, can be left out. Same seed, same runs.
 */
final class RandomRuns {
  /** The invariant that broke, and the moves up to it. */
  record Failure(String invariant, String explanation, List<Move> moves) {
    @Override
    public String toString() {
      return invariant + " breaks (" + explanation + ") after "
          + moves.stream().map(Move::toString).collect(Collectors.joining(", "));
    }
  }

  private final MembershipFactory factory;
  private final Map<String, Integer> performed = new TreeMap<>();

  RandomRuns(Protocol protocol) {
    this.factory = new MembershipFactory(protocol);
  }

  /** How often each action was performed rather than refused. */
  Map<String, Integer> performed() {
    return performed;
  }

  /** The first failure of these many runs, shortened. */
  Optional<Failure> search(long seed, int runs, int length) {
    Random random = new Random(seed);
    for (int run = 0; run < runs; run++) {
      Optional<Failure> failure = run(Move.random(random, length));
      if (failure.isPresent()) {
        return Optional.of(shorten(failure.get()));
      }
    }
    return Optional.empty();
  }

  Optional<Failure> run(List<Move> moves) {
    SystemUnderTest system = start();
    for (int i = 0; i < moves.size(); i++) {
      Map<String, Value> before = system.project();
      List<Move> soFar = moves.subList(0, i + 1);
      StepResult result;
      try {
        result = moves.get(i).performOn(system);
      } catch (RuntimeException e) {
        return Optional.of(new Failure("an action is performed or refused", e.toString(), soFar));
      }
      if (result instanceof StepResult.Performed) {
        performed.merge(moves.get(i).action(), 1, Integer::sum);
      } else if (!system.project().equals(before)) {
        return Optional.of(new Failure("a refusal changes nothing", result.toString(), soFar));
      }
      for (InvariantViolation violation : system.violatedInvariants()) {
        return Optional.of(new Failure(violation.name(), violation.explanation(), soFar));
      }
    }
    return Optional.empty();
  }

  private SystemUnderTest start() {
    Map<String, Value> vars = new LinkedHashMap<>();
    vars.put("registry", byNode(Value.of("Left")));
    vars.put("running", byNode(Value.of(false)));
    TraceHeader header = TraceHeader.of("ClusterMembership", "random", "RandomRuns", List.copyOf(vars.keySet()));
    return factory.start(header, new TraceState(0, TraceState.INIT, Map.of(), vars));
  }

  private static Value byNode(Value value) {
    return Value.funOf(new TreeMap<>(Move.NODES.stream().collect(Collectors.toMap(Value::of, n -> value))));
  }

  private Failure shorten(Failure failure) {
    Failure best;
    Failure next = failure;
    do {
      best = next;
      for (int window = best.moves().size() / 2; window >= 1; window /= 2) {
        next = withoutWindows(next, window);
      }
      next = withoutPair(next);
    } while (next.moves().size() < best.moves().size());
    return inOrderOfAppearance(best);
  }

  private Failure withoutWindows(Failure failure, int window) {
    Failure best = failure;
    for (int from = 0; from + window <= best.moves().size(); ) {
      Optional<Failure> shorter = fails(best, without(best.moves(), from, from + window));
      if (shorter.isPresent()) {
        best = shorter.get();
      } else {
        from++;
      }
    }
    return best;
  }

  private Failure withoutPair(Failure failure) {
    List<Move> moves = failure.moves();
    for (int second = moves.size() - 1; second > 0; second--) {
      for (int first = 0; first < second; first++) {
        List<Move> shorter = without(without(moves, second, second + 1), first, first + 1);
        Optional<Failure> same = fails(failure, shorter);
        if (same.isPresent()) {
          return same.get();
        }
      }
    }
    return failure;
  }

  /** The same run with nodes numbered as they appear. */
  private Failure inOrderOfAppearance(Failure failure) {
    List<String> seen = new ArrayList<>();
    failure.moves().forEach(move -> move.subjects().stream().filter(s -> !seen.contains(s)).forEach(seen::add));
    new TreeSet<>(Move.NODES).stream().filter(n -> !seen.contains(n)).forEach(seen::add);
    Function<String, String> name = node -> Move.NODES.get(seen.indexOf(node));
    List<Move> renamed = failure.moves().stream().map(move -> move.rename(name::apply)).toList();
    return fails(failure, renamed).orElse(failure);
  }

  private Optional<Failure> fails(Failure like, List<Move> moves) {
    return run(moves).filter(failure -> failure.invariant().equals(like.invariant()));
  }

  private static List<Move> without(List<Move> moves, int from, int to) {
    List<Move> rest = new ArrayList<>(moves.subList(0, from));
    rest.addAll(moves.subList(to, moves.size()));
    return rest;
  }
}
