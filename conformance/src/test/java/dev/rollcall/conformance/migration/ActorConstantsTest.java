package dev.rollcall.conformance.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.conformance.replay.BadTraceConstantException;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActorConstantsTest {
  private static final Value HOST =
      Value.funOf(Map.of(Value.of("a1"), Value.of("None"), Value.of("a2"), Value.of("None")));

  private static ActorConstants read(Value host, Value batchSize) {
    TraceHeader header = TraceHeader.of("ActorMigration", "", "", List.of("host"))
        .withConstants(Map.of("BatchSize", batchSize));
    return ActorConstants.of(header, new TraceState(0, TraceState.INIT, Map.of(), Map.of("host", host)));
  }

  @Test
  void actorsAreThoseThatHaveAHostAndTheBatchIsAConstant() {
    assertThat(read(HOST, Value.of(2)))
        .isEqualTo(new ActorConstants(List.of(ActorId.of("a1"), ActorId.of("a2")), 2));
  }

  @Test
  void theBatchesAreAllFunctionsFromSomeActorsToNodes() {
    List<NodeId> nodes = List.of(NodeId.of("n1"), NodeId.of("n2"));
    assertThat(read(HOST, Value.of(1)).batches(nodes).keySet().stream().map(Value::toString))
        .containsExactlyInAnyOrder("(a1 :> n1)", "(a1 :> n2)", "(a2 :> n1)", "(a2 :> n2)");
    assertThat(read(HOST, Value.of(2)).batches(nodes)).hasSize(8)
        .containsEntry(Value.funOf(Map.of(Value.of("a1"), Value.of("n1"), Value.of("a2"), Value.of("n2"))),
            Map.of(ActorId.of("a1"), nodes.get(0), ActorId.of("a2"), nodes.get(1)));
  }

  static Stream<Value> noSizes() {
    return Stream.of(Value.of(0), Value.of(-1), Value.of("2"));
  }

  @ParameterizedTest
  @MethodSource("noSizes")
  void aBatchSizeThatIsNoPositiveNumberIsRejected(Value size) {
    assertThatThrownBy(() -> read(HOST, size)).isInstanceOf(BadTraceConstantException.class)
        .hasMessageContaining("expected a positive number, found " + size);
  }

  @Test
  void aTraceWithoutHostsIsRejected() {
    assertThatThrownBy(() -> read(Value.of("n1"), Value.of(1))).isInstanceOf(BadTraceConstantException.class)
        .hasMessageContaining("expected a function in the first state");
  }
}
