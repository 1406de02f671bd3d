package dev.rollcall.conformance.replay;

import dev.rollcall.conformance.replay.ReplayResult.Diverged;
import dev.rollcall.conformance.trace.Trace;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shortens a failing prefix by cutting out loops: where the spec comes back to a state it was in, what
 * lies between is tried without. Each cut is kept only if replaying shows the same failure, because
 * the loop may be what leads production astray. What is left is still a behaviour of the spec, but
 * not always the shortest one. Thread-safe if the replayer is.
 */
public final class PrefixShrinker {
  private final Replayer replayer;
  private final int maxReplays;

  /**
   * @param maxReplays how many cuts are tried at most
   */
  public PrefixShrinker(Replayer replayer, int maxReplays) {
    this.replayer = replayer;
    this.maxReplays = maxReplays;
  }

  /**
   * A failing prefix and its divergence, at its last state.
   *
   * @param trace ends with the state that production does not reach, or in which a step was tried that
   *     the spec disables
   * @param diverged the divergence, with steps counted in this prefix
   */
  public record Failure(Trace trace, Diverged diverged) {}

  /** The shortest prefix found that fails the same way; at worst the given trace up to its failure. */
  public Failure shrink(Trace trace, Diverged diverged) {
    Failure best = new Failure(trace.prefix(diverged.step()), diverged);
    int replays = 0;
    boolean improved = true;
    while (improved && replays < maxReplays) {
      improved = false;
      for (Loop loop : loops(best.trace())) {
        if (replays++ == maxReplays) {
          break;
        }
        Trace candidate = without(best.trace(), loop);
        ReplayResult result =
            replayer.replay(candidate.stream("a shortened trace"), new ActionCoverage());
        if (result instanceof Diverged again && again.resembles(diverged)) {
          best = new Failure(candidate.prefix(again.step()), again);
          improved = true;
          break;
        }
      }
    }
    return best;
  }

  /** States {@code from} and {@code to} are equal; cutting removes the states after from up to to. */
  private record Loop(int from, int to) {
    int length() {
      return to - from;
    }
  }

  /** Longest first; for each state only the cuts back to its first occurrence and to its last. */
  private static List<Loop> loops(Trace trace) {
    Map<Map<String, Value>, int[]> seen = new HashMap<>();
    List<Loop> loops = new ArrayList<>();
    // A loop must end before the last state, for what is left without it has just been replayed well.
    for (TraceState state : trace.states().subList(0, trace.steps())) {
      int index = state.index();
      int[] before = seen.putIfAbsent(state.vars(), new int[] {index, index});
      if (before != null) {
        loops.add(new Loop(before[0], index));
        if (before[1] != before[0]) {
          loops.add(new Loop(before[1], index));
        }
        before[1] = index;
      }
    }
    loops.sort((a, b) -> Integer.compare(b.length(), a.length()));
    return loops;
  }

  private static Trace without(Trace trace, Loop loop) {
    List<TraceState> kept = new ArrayList<>();
    for (TraceState state : trace.states()) {
      if (state.index() <= loop.from() || state.index() > loop.to()) {
        kept.add(state.at(kept.size()));
      }
    }
    return new Trace(trace.header(), kept);
  }
}
