package dev.rollcall.conformance.membership;

import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.replay.SystemUnderTest;
import dev.rollcall.conformance.trace.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * One step of a random run: an action of the protocol or of the environment, and whom it is about.
 *
 * @param subjects one process, a process and its target, or the two ends of a link
 */
record Move(String action, List<String> subjects) {
  static final List<String> NODES = List.of("n1", "n2", "n3");

  /** What happens more often in life happens more often here, so that runs get somewhere. */
  private static final Map<String, Integer> OF_ONE = Map.ofEntries(
      Map.entry("NodeJoin", 20), Map.entry("NodeJoinComplete", 20), Map.entry("SendHeartbeat", 60),
      Map.entry("SyncViews", 10), Map.entry("ElectPrimary", 16), Map.entry("NodeRecover", 12),
      Map.entry("TakeOver", 12), Map.entry("PrimaryStepDown", 6), Map.entry("NodeLeave", 2),
      Map.entry("NodeLeaveComplete", 6), Map.entry("NodeCrash", 1), Map.entry("CutStore", 1),
      Map.entry("HealStore", 6), Map.entry("LeaseEnds", 16));
  private static final Map<String, Integer> OF_TWO = Map.of(
      "FindSilent", 40, "DetectFailure", 60, "MarkNodeFailed", 60, "NodeForget", 4, "CreatePartition", 1,
      "HealPartition", 6);
  private static final List<String> DECK = deck();

  private static List<String> deck() {
    List<String> deck = new ArrayList<>();
    for (Map<String, Integer> weights : List.of(OF_ONE, OF_TWO)) {
      weights.forEach((action, weight) -> {
        for (int i = 0; i < weight; i++) {
          deck.add(action);
        }
      });
    }
    return deck.stream().sorted().toList();
  }

  /** Every action that can be drawn. */
  static List<String> actions() {
    return DECK.stream().distinct().toList();
  }

  /** In each run one node is seldom heard, or nobody would ever be called silent. */
  static List<Move> random(Random random, int length) {
    List<String> quiet = List.of(NODES.get(random.nextInt(NODES.size())));
    List<Move> moves = new ArrayList<>();
    while (moves.size() < length) {
      Move move = random(random);
      boolean isUnlikely = move.action.equals("SendHeartbeat") && move.subjects.equals(quiet);
      if (!isUnlikely || random.nextInt(8) == 0) {
        moves.add(move);
      }
    }
    return moves;
  }

  private static Move random(Random random) {
    String action = DECK.get(random.nextInt(DECK.size()));
    int first = random.nextInt(NODES.size());
    // A process that has not joined watches its own node.
    int others = action.equals("FindSilent") ? NODES.size() : NODES.size() - 1;
    int second = (first + 1 + random.nextInt(others)) % NODES.size();
    int count = OF_TWO.containsKey(action) ? 2 : 1;
    return new Move(action, List.of(NODES.get(first), NODES.get(second)).subList(0, count));
  }

  Move rename(UnaryOperator<String> names) {
    return new Move(action, subjects.stream().map(names).toList());
  }

  StepResult performOn(SystemUnderTest system) {
    List<Value> values = subjects.stream().map(Value::of).toList();
    if (action.equals("FindSilent")) {
      // While one process watches another for the failure timeout, time passes for that one, too.
      system.perform("LeaseEnds", Map.of("p", values.get(1)));
    }
    return system.perform(action, switch (action) {
      case "CreatePartition", "HealPartition" -> Map.of("link", Value.setOf(values));
      case "FindSilent", "DetectFailure", "MarkNodeFailed", "NodeForget" -> Map.of("d", values.get(0), "t", values.get(1));
      default -> Map.of("p", values.get(0));
    });
  }

  @Override
  public String toString() {
    return action + "(" + String.join(", ", subjects) + ")";
  }
}
