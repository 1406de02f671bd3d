package dev.rollcall.conformance.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.NodeId;
import dev.rollcall.conformance.replay.BadTraceConstantException;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelConstantsTest {
  private static final NodeId N1 = NodeId.of("n1");
  private static final NodeId N2 = NodeId.of("n2");

  private final Map<String, Value> vars = new HashMap<>(Map.of(
      "registry", functionOf("n1", "n2"), "running", functionOf("n1", "n2")));
  private final Map<String, Value> constants = new HashMap<>();

  private static Value functionOf(String... arguments) {
    Map<Value, Value> entries = new HashMap<>();
    Stream.of(arguments).forEach(argument -> entries.put(Value.of(argument), Value.of("x")));
    return Value.funOf(entries);
  }

  private ModelConstants read() {
    TraceHeader header = TraceHeader.of("ClusterMembership", "", "", List.copyOf(vars.keySet()));
    return ModelConstants.of(header.withConstants(constants), new TraceState(0, TraceState.INIT, Map.of(), vars));
  }

  private void isRejected(String constant, String problem) {
    assertThatThrownBy(this::read).isInstanceOf(BadTraceConstantException.class)
        .hasMessageStartingWith("constant \"" + constant + "\": ").hasMessageContaining(problem);
  }

  @Test
  void aTraceWithoutConstantsIsOfOneVoteAndNoPauses() {
    ModelConstants read = read();
    assertThat(read.nodes()).containsExactlyInAnyOrder(N1, N2);
    assertThat(read.nodeOf()).isEqualTo(Map.of("n1", N1, "n2", N2));
    assertThat(read.votes()).isEqualTo(1);
    assertThat(read.pauses()).isFalse();
  }

  @Test
  void votesAndPausesAreRead() {
    constants.put("Votes", Value.of(2));
    constants.put("Faults", Value.setOf(Value.of("cut"), Value.of("pause")));
    assertThat(read().votes()).isEqualTo(2);
    assertThat(read().pauses()).isTrue();
  }

  @Test
  void aTwinHasTheIdOfTheFirst() {
    vars.put("running", functionOf("n1", "n2", "n1b"));
    constants.put("First", Value.of("n1"));
    constants.put("Second", Value.of("n1b"));
    assertThat(read().nodeOf()).isEqualTo(Map.of("n1", N1, "n2", N2, "n1b", N1));
  }

  static Stream<Value> noVotes() {
    return Stream.of(Value.of(0), Value.of(-1), Value.of("2"), Value.of(true), Value.setOf(),
        Value.of(BigInteger.ONE.shiftLeft(31)), Value.of(BigInteger.ONE.shiftLeft(32).add(BigInteger.ONE)));
  }

  @ParameterizedTest
  @MethodSource("noVotes")
  void votesThatAreNoPositiveNumberAreRejected(Value votes) {
    constants.put("Votes", votes);
    isRejected("Votes", "expected a positive number, found " + votes);
  }

  @Test
  void faultsThatAreNoSetAreRejected() {
    constants.put("Faults", Value.of("pause"));
    isRejected("Faults", "expected a set");
  }

  @Test
  void aTwinWithoutSecondIsRejected() {
    vars.put("running", functionOf("n1", "n2", "n1b"));
    constants.put("First", Value.of("n1"));
    isRejected("Second", "whose id it shares");
  }

  @Test
  void aTwinWithoutFirstIsRejected() {
    vars.put("running", functionOf("n1", "n2", "n1b"));
    constants.put("Second", Value.of("n1b"));
    isRejected("First", "found null");
  }

  @Test
  void aTwinOfANodeThatIsNotThereIsRejected() {
    vars.put("running", functionOf("n1", "n2", "n1b"));
    constants.put("First", Value.of("n9"));
    constants.put("Second", Value.of("n1b"));
    isRejected("Second", "is not named like a node");
  }

  @Test
  void aFirstStateWithoutNodesOrProcessesIsRejected() {
    vars.remove("running");
    isRejected("running", "expected a function in the first state, found null");
    vars.put("registry", Value.of("n1"));
    isRejected("registry", "expected a function in the first state");
  }
}
