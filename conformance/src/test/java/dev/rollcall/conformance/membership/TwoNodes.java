package dev.rollcall.conformance.membership;

import dev.rollcall.conformance.trace.Trace;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What ClusterMembership does with two nodes when the first joins, written down by hand. */
final class TwoNodes {
  private static final Value NO = Value.of(false);
  private static final Value ZERO = Value.of(0);
  private static final Value EMPTY = Value.setOf();

  static final List<String> ENABLED_AT_INIT =
      List.of("NodeJoin(p = n1)", "NodeJoin(p = n2)", "NodeRecover(p = n1)", "NodeRecover(p = n2)");

  static final List<String> ENABLED_AFTER_JOIN =
      List.of("LeaseEnds(p = n1)", "NodeJoin(p = n2)", "NodeLeave(p = n1)", "NodeRecover(p = n2)",
          "SendHeartbeat(p = n1)", "SyncViews(p = n1)");

  private TwoNodes() {}

  /** A function of n1 and n2. */
  private static Value of(Value n1, Value n2) {
    return Value.funOf(Map.of(Value.of("n1"), n1, Value.of("n2"), n2));
  }

  private static Map<String, Value> init() {
    Map<String, Value> vars = new LinkedHashMap<>();
    vars.put("registry", of(Value.of("Left"), Value.of("Left")));
    vars.put("owner", of(Value.of("None"), Value.of("None")));
    vars.put("viewNumber", ZERO);
    vars.put("primary", Value.of("None"));
    vars.put("term", ZERO);
    vars.put("suspicions", of(EMPTY, EMPTY));
    vars.put("running", of(NO, NO));
    vars.put("membershipView", of(EMPTY, EMPTY));
    vars.put("viewNum", of(ZERO, ZERO));
    vars.put("believesPrimary", of(NO, NO));
    vars.put("primaryTerm", of(ZERO, ZERO));
    vars.put("heartbeatReceived", of(NO, NO));
    vars.put("silent", of(EMPTY, EMPTY));
    vars.put("partitioned", EMPTY);
    vars.put("cut", EMPTY);
    return vars;
  }

  private static Map<String, Value> joined() {
    Value yes = Value.of(true);
    Value one = Value.of(1);
    Map<String, Value> vars = init();
    vars.put("registry", of(Value.of("Active"), Value.of("Left")));
    vars.put("owner", of(Value.of("n1"), Value.of("None")));
    vars.put("viewNumber", one);
    vars.put("primary", Value.of("n1"));
    vars.put("term", one);
    vars.put("running", of(yes, NO));
    vars.put("membershipView", of(Value.setOf(Value.of("n1")), EMPTY));
    vars.put("viewNum", of(one, ZERO));
    vars.put("believesPrimary", of(yes, NO));
    vars.put("primaryTerm", of(one, ZERO));
    vars.put("heartbeatReceived", of(yes, NO));
    return vars;
  }

  static Trace join() {
    return join(ENABLED_AT_INIT, ENABLED_AFTER_JOIN);
  }

  /** The join with these steps said to be enabled before and after. */
  static Trace join(List<String> before, List<String> after) {
    Map<String, Value> n1 = Map.of("p", Value.of("n1"));
    List<TraceState> states = List.of(
        new TraceState(0, TraceState.INIT, Map.of(), init()).withEnabled(before),
        new TraceState(1, "NodeJoin", n1, joined()).withEnabled(after));
    return new Trace(TraceHeader.of("ClusterMembership", "", "", List.copyOf(init().keySet())), states);
  }

  static List<String> without(List<String> steps, String step) {
    List<String> fewer = new ArrayList<>(steps);
    if (!fewer.remove(step)) {
      throw new IllegalArgumentException(step + " is not in " + steps);
    }
    return fewer;
  }
}
