package dev.rollcall.conformance.replay;

import dev.rollcall.conformance.trace.Trace;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A trace as a table of steps, each with what it changes, and perhaps a step tried after it off
 * the trace's way; the last of all is marked.
 */
final class Timeline {
  private static final int FIRST_SHOWN = 5;
  private static final int LAST_SHOWN = 30;
  private static final int WIDEST_ACTION = 40;
  private static final int STEP_WIDTH = 9;

  private final Trace trace;
  private final Optional<ActionInstance> tried;
  private final String remark;
  private final int actionWidth;

  Timeline(Trace trace, Optional<ActionInstance> tried, ReplayResult.Kind kind) {
    this.trace = trace;
    this.tried = tried;
    this.remark = switch (kind) {
      case NOT_ONE_EXECUTION -> "(with its outcome unknown)";
      case TORN -> "(with the store failing under way)";
      default -> "(disabled in the spec)";
    };
    Stream<String> taken =
        trace.states().stream().filter(state -> shown(state.index())).map(TraceState::step);
    int widest =
        Stream.concat(taken, tried.stream().map(ActionInstance::step))
            .mapToInt(String::length)
            .max()
            .orElse(0);
    this.actionWidth = Math.min(WIDEST_ACTION, Math.max(8, widest));
  }

  private boolean shown(int index) {
    // A gap of one line saves nothing.
    return trace.steps() <= FIRST_SHOWN + LAST_SHOWN + 1
        || index < FIRST_SHOWN
        || index > trace.steps() - LAST_SHOWN;
  }

  void write(TextLayout out) {
    int indent = STEP_WIDTH + actionWidth + 2;
    String head = "   step  " + "action" + " ".repeat(actionWidth - 4);
    out.line(head + "what changes in the spec");
    for (TraceState state : trace.states()) {
      int index = state.index();
      if (shown(index)) {
        String mark = index == trace.steps() && tried.isEmpty() ? ">>" : "  ";
        String lead = "%s%5d  %s".formatted(mark, index, state.step());
        writeRow(out, lead, indent, changes(index));
      } else if (index == FIRST_SHOWN) {
        int left = trace.steps() - FIRST_SHOWN - LAST_SHOWN + 1;
        out.line("    ...  " + left + " steps not shown; the saved prefix has them all");
      }
    }
    tried.ifPresent(
        step -> writeRow(out, ">>  try  " + step.step(), indent, List.of(remark)));
  }

  private static void writeRow(TextLayout out, String lead, int indent, List<String> changes) {
    if (lead.length() > indent - 2) {
      TextLayout.wrap(lead, 96).forEach(out::line);
      out.row("", indent, changes);
    } else {
      out.row(lead, indent, changes);
    }
  }

  private List<String> changes(int index) {
    Map<String, Value> after = trace.states().get(index).vars();
    List<String> lines = new ArrayList<>();
    if (index == 0) {
      after.forEach((name, value) -> lines.add(name + " = " + value));
      return lines;
    }
    Map<String, Value> before = trace.states().get(index - 1).vars();
    for (VariableDifference variable : Difference.betweenStates(before, after)) {
      for (Difference part : variable.parts()) {
        lines.add(part.path() + ": " + part.left() + " -> " + part.right());
      }
    }
    return lines.isEmpty() ? List.of("(nothing)") : lines;
  }
}
