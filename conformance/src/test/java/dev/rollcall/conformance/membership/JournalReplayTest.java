package dev.rollcall.conformance.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeId;
import dev.rollcall.conformance.CommittedTraces;
import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.explore.StoreFault;
import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.trace.ItfReader;
import dev.rollcall.conformance.trace.Trace;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.journal.JournalEntry;
import dev.rollcall.protocol.journal.JournalReader;
import dev.rollcall.protocol.schema.JournalEvent;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Versionstamp;
import dev.rollcall.store.memory.MemorySnapshot;
import dev.rollcall.store.memory.MemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The journal of a run that follows a trace: an event for each step that writes, and the store rebuilt from it. */
class JournalReplayTest {
  private static final Protocol PROTOCOL = Protocol.standard();

  /** A process watches for the failure timeout, and sends one before each half of it. */
  private static final int HEARTBEATS_OF_A_WATCH = 2;

  static List<Path> traces() {
    return CommittedTraces.of("membership");
  }

  @ParameterizedTest
  @MethodSource("traces")
  void eachStepThatWritesLeavesItsEvent(Path file) throws IOException {
    new Run(file, Optional.empty()).checkAll();
  }

  @ParameterizedTest
  @MethodSource("traces")
  void soDoesAStepThatWasAppliedWithItsOutcomeUnknown(Path file) throws IOException {
    new Run(file, Optional.of(StoreFault.UNKNOWN_COMMITTED)).checkAll();
  }

  @ParameterizedTest
  @MethodSource("traces")
  void soDoesAStepThatWasTriedAgain(Path file) throws IOException {
    new Run(file, Optional.of(StoreFault.UNKNOWN_NOT_COMMITTED)).checkAll();
  }

  @Test
  void theTracesHaveEveryActionThatWrites() throws IOException {
    Set<String> written = new TreeSet<>();
    for (Path file : traces()) {
      Run run = new Run(file, Optional.empty());
      run.checkAll();
      run.events.forEach(event -> written.add(event.action()));
    }
    Set<String> all =
        PROTOCOL.actions().stream().map(ProtocolAction::name).collect(Collectors.toCollection(TreeSet::new));
    all.remove("SyncViews");
    assertThat(written).isEqualTo(all);
  }

  /** One run of production along a trace. */
  private static final class Run {
    private final Trace trace;
    private final Optional<StoreFault> fault;
    private final ModelConstants constants;
    private final ExplorableSystem system;
    private final Rebuilt rebuilt;
    private final Map<Long, String> processOf = new HashMap<>();
    private List<JournalEvent> events = List.of();

    Run(Path file, Optional<StoreFault> fault) throws IOException {
      this.trace = ItfReader.readAll(file);
      this.fault = fault;
      this.constants = ModelConstants.of(trace.header(), trace.states().get(0));
      this.system = new MembershipFactory(PROTOCOL, Journal.keeping(Duration.ofDays(1)))
          .start(trace.header(), trace.states().get(0));
      this.rebuilt = new Rebuilt(constants.nodes());
    }

    void checkAll() {
      for (int i = 1; i < trace.states().size(); i++) {
        check(trace.states().get(i - 1), trace.states().get(i));
      }
      assertThat(events).isNotEmpty();
    }

    private void check(TraceState before, TraceState after) {
      int known = events.size();
      assertThat(perform(after)).as(after.step()).isInstanceOf(StepResult.Performed.class);
      events = read();
      List<JournalEvent> added = events.subList(known, events.size());
      assertThat(added).as("events of " + after.step()).hasSize(count(before, after))
          .allSatisfy(event -> assertIsOf(event, after));
      added.forEach(rebuilt::take);
      assertThat(rebuilt.variables()).as("after " + after.step())
          .allSatisfy((name, value) -> assertThat(after.vars().get(name)).as(name).isEqualTo(value));
      assertOwners(after);
    }

    private StepResult perform(TraceState step) {
      return fault.flatMap(f -> system.performUnder(f, step.action(), step.params()))
          .map(ExplorableSystem.FaultedStep::result)
          .orElseGet(() -> system.perform(step.action(), step.params()));
    }

    private int count(TraceState before, TraceState step) {
      if (step.action().equals("FindSilent")) {
        boolean running = of(before, "running", actor(step)).equals(Value.of(true));
        return running ? HEARTBEATS_OF_A_WATCH : 0;
      }
      return writes(before, step) ? timesApplied(step) : 0;
    }

    /** As the spec has it: whether the step is one of the store's. */
    private boolean writes(TraceState before, TraceState step) {
      ProtocolAction action = PROTOCOL.action(step.action());
      if (action == null || action.name().equals("SyncViews")) {
        return false;
      } else if (action.name().equals("NodeRecover")) {
        return of(before, "registry", nodeOf(actor(step)).value()).equals(Value.of("Failed"));
      }
      return !action.name().equals("PrimaryStepDown")
          || !((Value.Set) before.vars().get("cut")).contains(Value.of(actor(step)));
    }

    private int timesApplied(TraceState step) {
      boolean twice = fault.equals(Optional.of(StoreFault.UNKNOWN_COMMITTED))
          && PROTOCOL.action(step.action()).isRepeatable();
      return twice ? 2 : 1;
    }

    private void assertIsOf(JournalEvent event, TraceState step) {
      boolean ofAWatch = step.action().equals("FindSilent");
      assertThat(event.action()).isEqualTo(ofAWatch ? "SendHeartbeat" : step.action());
      assertThat(event.node()).isEqualTo(nodeOf(actor(step)));
      assertThat(event.target().map(NodeId::value))
          .isEqualTo(ofAWatch ? Optional.empty() : Optional.ofNullable(step.params().get("t")).map(Value::toString));
      if (event.action().equals("NodeJoin")) {
        assertThat(processOf.put(event.incarnation(), actor(step))).as("former owner of the incarnation").isNull();
      } else if (event.incarnationBefore() != 0) {
        assertThat(processOf.get(event.incarnationBefore())).isEqualTo(actor(step));
      }
    }

    /** The spec's owner, but for a process that died, which no transaction tells. */
    private void assertOwners(TraceState state) {
      for (NodeId node : constants.nodes()) {
        Value owner = of(state, "owner", node.value());
        if (!owner.equals(Projection.NONE)) {
          assertThat(processOf.get(rebuilt.incarnation(node))).as("owner of " + node).isEqualTo(owner.toString());
        }
      }
    }

    private List<JournalEvent> read() {
      MemorySnapshot stored = ((ClusterSnapshot) system.snapshot()).store();
      List<JournalEntry> entries = new ArrayList<>();
      JournalReader reader = new JournalReader(new MemoryStore(stored), new Keys("replay"));
      reader.read(Versionstamp.NONE, Long.MAX_VALUE, entries::add);
      return entries.stream().map(JournalEntry::event).toList();
    }

    private static String actor(TraceState step) {
      return step.params().getOrDefault("p", step.params().get("d")).toString();
    }

    private NodeId nodeOf(String process) {
      return constants.nodeOf().get(process);
    }

    private static Value of(TraceState state, String variable, String argument) {
      Value value = state.vars().get(variable);
      return value instanceof Value.Rec rec
          ? rec.fields().get(argument) : ((Value.Fun) value).entries().get(Value.of(argument));
    }
  }
}
