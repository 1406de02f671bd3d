package dev.rollcall.conformance.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.model.Manifest;
import dev.rollcall.conformance.model.ModelConfig;
import dev.rollcall.conformance.replay.BadTraceConstantException;
import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.replay.UnknownActionException;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Production's leases, watches and votes under the names of HeartbeatLease. */
class TimingSystemTest {
  private static final Path SPECS = Path.of("").toAbsolutePath().getParent().resolve("tla");

  /** Leases of one tick and a half (n1) and of two (n2), timeouts of five ticks. */
  private final ExplorableSystem system = start(new TimingFactory());

  private static ExplorableSystem start(TimingFactory factory) {
    return factory.start(header(Map.of()), null);
  }

  private static TraceHeader header(Map<String, Value> other) {
    Map<String, Value> constants = new HashMap<>(ModelConfig.read(SPECS.resolve("LeaseQuick.cfg")).constants());
    constants.putAll(other);
    return TraceHeader.of("MCHeartbeatLease", "LeaseQuick", "test", List.of()).withConstants(constants);
  }

  private static StepResult take(ExplorableSystem system, String step) {
    String[] words = step.split(" ");
    Map<String, Value> params = switch (words.length) {
      case 1 -> Map.of();
      case 2 -> Map.of(words[0].endsWith("Look") ? "d" : "p", Value.of(words[1]));
      default -> Map.of("d", Value.of(words[1]), "t", Value.of(words[2]));
    };
    return system.perform(words[0], params);
  }

  private void take(String... steps) {
    for (String step : steps) {
      assertThat(take(system, step)).as(step).isEqualTo(StepResult.performed());
    }
  }

  private void n1Looks() {
    take("BeginLook n1 n2", "ReadHeartbeat n1 n2", "EndLook n1 n2");
  }

  private void n1KeepsItsLeaseForATick() {
    take("Tick n1", "BeginHeartbeat n1", "CommitHeartbeat n1", "ReceiveReply n1");
  }

  private void n1WatchesForATimeout() {
    n1Looks();
    for (int i = 0; i < 5; i++) {
      n1KeepsItsLeaseForATick();
    }
    n1Looks();
  }

  private Value shown(String variable, String... path) {
    Value value = system.project().get(variable);
    for (String step : path) {
      value = value instanceof Value.Rec rec
          ? rec.fields().get(step) : ((Value.Fun) value).entries().get(Value.of(step));
    }
    return value;
  }

  @Test
  void aNodeWatchedForTheTimeoutIsSilentAndMayBeSuspectedUntilItsNextHeartbeat() {
    take("Tick n2", "Tick n2", "Tick n2");
    n1WatchesForATimeout();
    assertThat(shown("watch", "n1", "n2", "silent")).isEqualTo(Value.of(true));
    assertThat(shown("silent", "n1")).isEqualTo(Value.setOf(Value.of("n2")));
    take("CheckLease n1 n2", "Vote n1 n2");
    assertThat(shown("suspicions", "n2")).isEqualTo(Value.setOf(Value.of("n1")));
    assertThat(system.violatedInvariants()).isEmpty();
    take("BeginHeartbeat n2", "CommitHeartbeat n2");
    assertThat(shown("suspicions", "n2")).isEqualTo(Value.setOf());
    assertThat(shown("watch", "n1", "n2", "since")).isEqualTo(Value.of(-1));
  }

  @Test
  void aSilentNodeWithALiveLeaseBreaksThePropertyOfThatName() {
    n1WatchesForATimeout();
    assertThat(system.violatedInvariants()).as("n2's clock stands still, which HeartbeatLease does not allow")
        .singleElement().satisfies(broken -> assertThat(broken.name()).isEqualTo("SilentMeansLeaseOver"));
  }

  @Test
  void aLeaseCountsFromWhereItsHeartbeatBegan() {
    take("BeginHeartbeat n2", "Tick n2", "CommitHeartbeat n2", "ReceiveReply n2");
    assertThat(shown("lease", "n2", "mono")).isEqualTo(Value.of(20));
  }

  @Test
  void aLookThatBeginsWithoutALeaseOrFailsBeginsTheWatchAgain() {
    n1Looks();
    take("BeginLook n1 n2", "FailLook n1");
    assertThat(shown("watch", "n1", "n2", "since")).isEqualTo(Value.of(-1));
    n1Looks();
    take("Tick n1", "Tick n1", "BeginLook n1 n2");
    assertThat(shown("watch", "n1", "n2", "since")).isEqualTo(Value.of(-1));
    assertThat(shown("step", "n1", "doing")).isEqualTo(Value.of("nothing"));
  }

  @Test
  void aSuspendedMachineLosesItsLeaseThoughItsMonotonicClockStoodStill() {
    take("Suspend n1");
    assertThat(take(system, "CheckLease n1 n2")).isEqualTo(StepResult.refused("NO_LIVE_LEASE"));
  }

  @Test
  void aVoteThatCannotReachTheStoreChangesNothing() {
    take("Tick n2", "Tick n2", "Tick n2");
    n1WatchesForATimeout();
    take("StoreDown", "CheckLease n1 n2", "Vote n1 n2");
    assertThat(shown("suspicions", "n2")).isEqualTo(Value.setOf());
  }

  @Test
  void itGoesBackToWhereItWas() {
    n1Looks();
    Object snapshot = system.snapshot();
    Map<String, Value> before = Map.copyOf(system.project());
    take("Tick n1", "BeginHeartbeat n2", "CommitHeartbeat n2", "BeginLook n1 n2");
    system.restore(snapshot);
    assertThat(system.snapshot()).isEqualTo(snapshot);
    assertThat(system.project()).isEqualTo(before);
  }

  @Test
  void itKnowsEveryActionOfNextAndNoOther() throws IOException {
    String spec = Files.readString(SPECS.resolve("HeartbeatLease.tla"));
    Matcher next = Pattern.compile("(?ms)^Next ==\\n(.*?)^\\S").matcher(spec);
    assertThat(next.find()).isTrue();
    Set<String> actions = Pattern.compile("\\\\/ ([A-Z]\\w*)").matcher(next.group(1)).results()
        .map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    assertThatThrownBy(() -> system.perform("Nothing", Map.of())).isInstanceOf(UnknownActionException.class)
        .satisfies(e -> actions.forEach(action -> assertThat(e).hasMessageContaining(action)));
  }

  @Test
  void theProjectionIsTheSpecsVariables() throws IOException {
    String spec = Files.readString(SPECS.resolve("HeartbeatLease.tla"));
    Matcher declared = Pattern.compile("(?ms)^VARIABLES\\n(.*?)^\\S").matcher(spec);
    assertThat(declared.find()).isTrue();
    String names = declared.group(1).replaceAll("\\(\\*.*?\\*\\)", "").replaceAll("\\\\\\*.*", "").trim();
    assertThat(new TimingFactory().variables()).containsExactlyInAnyOrder(names.split("[\\s,]+"));
  }

  @Test
  void aModelThatItCannotStandForIsRefused() {
    assertThatThrownBy(() -> new TimingFactory().start(header(Map.of("Processes", Value.setOf())), null))
        .isInstanceOf(BadTraceConstantException.class).hasMessageContaining("Processes");
    assertThatThrownBy(() -> new TimingFactory().start(header(Map.of("Margin", Value.of("much"))), null))
        .isInstanceOf(BadTraceConstantException.class).hasMessageContaining("Margin");
  }

  @Test
  void everyMutantButAHarmlessOneHasANamesakeInTheSpec() {
    List<String> mutants = TimingMutants.all().stream().map(TimingMutants.Mutant::name).toList();
    assertThat(mutants).doesNotHaveDuplicates().contains(TimingMutants.HARMLESS);
    List<String> ofTiming = Manifest.read(SPECS).mutants().stream()
        .filter(mutant -> mutant.module().equals("MCHeartbeatLease")).map(Manifest.Mutant::name).toList();
    assertThat(mutants).filteredOn(name -> !name.equals(TimingMutants.HARMLESS))
        .containsExactlyInAnyOrderElementsOf(ofTiming);
  }
}
