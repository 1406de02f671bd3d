package dev.rollcall.conformance.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.rollcall.conformance.replay.BadParameterException;
import dev.rollcall.conformance.replay.SystemUnderTest;
import dev.rollcall.conformance.replay.UnknownActionException;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.protocol.ProtocolAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The spec's Next and the production classes are one list of names. */
class VocabularyTest {
  private static final Path SPECS = Path.of("").toAbsolutePath().getParent().resolve("tla");

  /** What the environment does, which has no production class. */
  private static final Set<String> ENVIRONMENT =
      Set.of("NodeCrash", "CutStore", "HealStore", "CreatePartition", "HealPartition", "LeaseEnds", "FindSilent");

  private static Set<String> actionsOfNext() throws IOException {
    String spec = Files.readString(SPECS.resolve("ClusterMembership.tla"));
    Matcher next = Pattern.compile("(?ms)^Next ==\\n(.*?)^\\S").matcher(spec);
    assertThat(next.find()).as("ClusterMembership.tla defines Next").isTrue();
    // A disjunct that is an action: a name after \/, or after the colon of a quantifier.
    return Pattern.compile("(?:\\\\/|:) ([A-Z]\\w*)\\(").matcher(next.group(1)).results()
        .map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyActionOfNextIsAProtocolClassOrTheEnvironmentsAndViceVersa() throws IOException {
    Set<String> classes = new ClassFileImporter().importPackages("dev.rollcall.protocol").stream()
        .filter(c -> c.isAssignableTo(ProtocolAction.class) && !c.getModifiers().contains(JavaModifier.ABSTRACT))
        .map(c -> c.getSimpleName()).collect(Collectors.toCollection(TreeSet::new));
    Set<String> expected = new TreeSet<>(actionsOfNext());
    assertThat(expected).containsAll(ENVIRONMENT);
    expected.removeAll(ENVIRONMENT);
    assertThat(classes).isEqualTo(expected);
  }

  @Test
  void theStandardProtocolHoldsEveryActionOfNext() throws IOException {
    Set<String> names = Protocol.standard().actions().stream().map(ProtocolAction::name).collect(Collectors.toSet());
    Set<String> expected = actionsOfNext();
    expected.removeAll(ENVIRONMENT);
    assertThat(names).isEqualTo(expected);
  }

  @Test
  void replayKnowsEveryActionOfNextAndRandomRunsDrawEveryOne() throws IOException {
    Set<String> actions = actionsOfNext();
    assertThat(actions).hasSizeGreaterThan(ENVIRONMENT.size());
    assertThat(new TreeSet<>(Move.actions())).isEqualTo(actions);
    SystemUnderTest system = start();
    for (String action : actions) {
      assertThatThrownBy(() -> system.perform(action, Map.of())).as(action).isInstanceOf(BadParameterException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Crash", "", "nodejoin"})
  void whatTheSpecDoesNotKnowReplayDoesNotEither(String action) {
    assertThatThrownBy(() -> start().perform(action, Map.of())).isInstanceOf(UnknownActionException.class);
  }

  @Test
  void theProjectionIsTheSpecsVariables() throws IOException {
    String spec = Files.readString(SPECS.resolve("ClusterMembership.tla"));
    Matcher declared = Pattern.compile("(?ms)^VARIABLES\\n(.*?)^\\S").matcher(spec);
    assertThat(declared.find()).isTrue();
    String names = declared.group(1).replaceAll("\\(\\*.*?\\*\\)", "").replaceAll("\\\\\\*.*", "").trim();
    assertThat(new MembershipFactory().variables()).containsExactlyInAnyOrder(names.split("[\\s,]+"));
  }

  @Test
  void everyProductionInvariantIsAPropertyOfTheSpec() throws IOException {
    String properties = Files.readString(SPECS.resolve("MembershipProperties.tla"));
    assertThat(ProductionInvariants.NAMES).isNotEmpty()
        .allSatisfy(name -> assertThat(properties).containsPattern("(?m)^" + name + " =="));
  }

  private static SystemUnderTest start() {
    Map<String, Value> vars = Map.of("registry", Value.funOf(Map.of(Value.of("n1"), Value.of("Left"))),
        "running", Value.funOf(Map.of(Value.of("n1"), Value.of(false))));
    TraceHeader header = TraceHeader.of("ClusterMembership", "", "", List.of("registry", "running"));
    return new MembershipFactory().start(header, new TraceState(0, TraceState.INIT, Map.of(), vars));
  }
}
