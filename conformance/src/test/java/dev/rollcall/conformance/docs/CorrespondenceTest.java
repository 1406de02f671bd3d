package dev.rollcall.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.NodeId;
import dev.rollcall.conformance.docs.Page.Row;
import dev.rollcall.conformance.membership.MembershipFactory;
import dev.rollcall.conformance.migration.ActorActions;
import dev.rollcall.conformance.model.ModelConfig;
import dev.rollcall.conformance.replay.BadParameterException;
import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.replay.SystemUnderTest;
import dev.rollcall.conformance.trace.ItfLimits;
import dev.rollcall.conformance.trace.ItfReader;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.protocol.Guard;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Bytes;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/correspondence.md to the specs, the production classes and the replay harness. */
class CorrespondenceTest {
  private static final Path SPECS = Path.of("..", "tla");
  private static final List<String> INVARIANTS =
      List.of("dev.rollcall.conformance.membership.ProductionInvariants",
          "dev.rollcall.conformance.migration.ActorInvariants");
  private static final String ACTIONS = "Actions of the protocol";
  private static final String ENVIRONMENT = "Actions of the environment";
  private static final String ON_ACTORS = "Actions on actors";

  private final Page page = Page.read(Path.of("..", "docs", "correspondence.md"));
  private final Map<String, TlaModule> modules = TlaModule.readAll(SPECS);
  private final TlaModule protocol = modules.get("ClusterMembership");

  CorrespondenceTest() throws IOException {}

  // Actions.

  @Test
  void the_actions_are_those_of_Next_with_its_parameters() {
    Map<String, List<String>> listed = new HashMap<>();
    Stream.concat(page.table(ACTIONS).stream(), page.table(ENVIRONMENT).stream())
        .forEach(row -> listed.put(row.code(0), row.codes(2)));
    assertThat(listed).isEqualTo(protocol.actions());
  }

  @Test
  void the_protocols_actions_are_the_production_classes_of_the_same_name() {
    assertThat(page.column(ACTIONS, 0))
        .containsExactlyElementsOf(Protocol.standard().actions().stream().map(ProtocolAction::name).toList());
    assertThat(page.column(ACTIONS, 1))
        .containsExactlyElementsOf(Protocol.standard().actions().stream()
            .map(action -> action.getClass().getName().replace("dev.rollcall.", "")).toList());
  }

  @Test
  void the_harness_takes_each_action_under_its_name_and_needs_its_parameters() {
    for (Row row : Stream.concat(page.table(ACTIONS).stream(), page.table(ENVIRONMENT).stream()).toList()) {
      String action = row.code(0);
      Map<String, Value> params = new HashMap<>();
      row.codes(2).forEach(name -> params.put(name, sample(name)));
      assertThatCode(() -> newSystem().perform(action, params)).as(action).doesNotThrowAnyException();
      for (String name : row.codes(2)) {
        Map<String, Value> fewer = new HashMap<>(params);
        fewer.remove(name);
        assertThatThrownBy(() -> newSystem().perform(action, fewer))
            .as("%s without %s", action, name).isInstanceOf(BadParameterException.class);
      }
    }
  }

  // Guards and refusals.

  @Test
  void the_guards_are_those_of_the_production_classes_in_their_order() throws Exception {
    for (ProtocolAction action : Protocol.standard().actions()) {
      List<String> listed = rowsOf(action.name()).map(r -> r.code(1) + " " + r.code(3)).toList();
      assertThat(listed).as(action.name()).containsExactlyElementsOf(
          guards(action).stream().map(g -> g.name() + " " + g.refusal()).toList());
    }
    assertThat(page.column("Guards", 0)).isSubsetOf(page.column(ACTIONS, 0));
  }

  @Test
  void each_guard_stands_in_the_spec_and_each_of_the_specs_guards_is_listed() {
    for (String action : page.column(ACTIONS, 0)) {
      List<String> listed = Page.codesOf(rowsOf(action).toList(), 2).toList();
      assertThat(listed).allSatisfy(text -> assertThat(protocol.defines(action, text))
          .as("'%s' stands in %s", text, action).isTrue());
      assertThat(protocol.defines(action, "Connected(")).as("%s needs the store", action).isTrue();
      assertThat(protocol.guards(action)).as("guards of %s", action)
          .filteredOn(g -> !g.matches("Connected\\([pd]\\)"))
          .isSubsetOf(listed);
    }
  }

  @Test
  void each_guard_is_dropped_by_a_mutant_of_its_action() {
    assertThat(page.table("Guards")).allSatisfy(row -> {
      assertThat(row.code(4)).startsWith(row.code(0) + ".");
      assertThat(SPECS.resolve("mutants").resolve(row.code(4) + ".mutant")).exists();
    });
    assertThat(page.column("Guards", 4)).doesNotHaveDuplicates();
  }

  @Test
  void every_refusal_is_explained_and_comes_from_the_guards_it_is_said_to() throws Exception {
    assertThat(page.column("Refusals", 0))
        .containsExactlyElementsOf(Arrays.stream(Refusal.values()).map(Enum::name).toList());
    Map<String, Set<String>> sources = new HashMap<>();
    for (ProtocolAction action : Protocol.standard().actions()) {
      guards(action).forEach(g -> sources.computeIfAbsent(g.refusal().name(), n -> new TreeSet<>()).add(g.name()));
    }
    ActorActions.STANDARD.all().forEach(action -> action.guards()
        .forEach(g -> sources.computeIfAbsent(g.refusal().name(), n -> new TreeSet<>()).add(g.name())));
    for (Row row : page.table("Refusals")) {
      Set<String> guards = sources.getOrDefault(row.code(0), Set.of());
      assertThat(guards.isEmpty() || guards.equals(Set.copyOf(row.codes(1))))
          .as("%s comes from %s", row.code(0), guards).isTrue();
    }
  }

  // Variables.

  @Test
  void the_variables_are_those_of_the_spec_and_of_the_projection() {
    assertThat(page.column("Variables", 0)).containsExactlyElementsOf(protocol.variables());
    assertThat(new MembershipFactory().variables()).isEqualTo(Set.copyOf(protocol.variables()));
  }

  @Test
  void the_store_keys_are_all_those_of_production() throws Exception {
    Set<String> written = page.column("Variables", 2).stream()
        .map(k -> k.replace("{id}", "n1").replace("{target}", "n1").replace("{voter}", "n2"))
        .collect(Collectors.toSet());
    // No variable shows them; the page says so below the table.
    written.addAll(List.of("receipts/n1", "failures/n1", "evictions/n1", "format", "journal/"));
    for (String key : List.of("`receipts/{id}`", "`failures/{id}`", "`evictions/{id}`", "`format`", "`journal`")) {
      assertThat(page.lines()).anyMatch(line -> line.contains(key));
    }
    assertThat(written).isEqualTo(productionKeys());
  }

  @Test
  void the_projection_has_the_shapes_of_the_page() {
    Map<String, Value> projected = eventfulSystem().project();
    for (Row row : page.table("Variables")) {
      assertThat(Shape.of(projected.get(row.code(0)))).as(row.code(0)).isEqualTo(row.code(3));
    }
  }

  @Test
  void each_shape_has_an_example_that_reads_as_it() {
    for (Row row : page.table("ITF shapes")) {
      assertThat(Shape.of(readItf(row.code(1)))).as(row.code(1)).isEqualTo(row.code(0));
    }
    assertThat(Set.copyOf(page.column("Variables", 3))).isSubsetOf(page.column("ITF shapes", 0));
  }

  // Operators, properties, Java names.

  @Test
  void the_operators_are_the_definitions_of_the_spec() {
    assertThat(page.column("Operators", 0)).doesNotHaveDuplicates().allSatisfy(this::isDefined);
    Set<String> rest = new LinkedHashSet<>(protocol.definitions().keySet());
    rest.removeAll(protocol.actions().keySet());
    rest.removeAll(protocol.tuples());
    assertThat(page.column("Operators", 0)).containsAll(rest);
  }

  @Test
  void the_properties_are_those_that_the_configurations_check() throws IOException {
    Set<String> checked = new TreeSet<>();
    Set<String> invariants = new TreeSet<>();
    try (Stream<Path> files = Files.list(SPECS)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".cfg")).toList()) {
        ModelConfig config = ModelConfig.read(file);
        checked.addAll(config.propertyNames());
        config.propertyNames().stream().filter(config::isInvariant).forEach(invariants::add);
      }
    }
    assertThat(page.column("Properties", 0)).containsExactlyInAnyOrderElementsOf(checked).allSatisfy(this::isDefined);
    assertThat(page.table("Properties").stream().filter(r -> r.text(1).equals("invariant")).map(r -> r.code(0)))
        .containsExactlyInAnyOrderElementsOf(invariants);
  }

  @Test
  void the_properties_asked_of_production_are_those_that_the_harness_evaluates() throws Exception {
    List<String> evaluated = new ArrayList<>();
    for (String invariants : INVARIANTS) {
      Field names = Class.forName(invariants).getDeclaredField("NAMES");
      names.setAccessible(true);
      Path source = Path.of("src/main/java", invariants.replace('.', '/') + ".java");
      assertThat(Pattern.compile("check\\(\"(\\w+)\"").matcher(Files.readString(source)).results()
          .map(m -> m.group(1)).distinct().toList())
          .containsExactlyInAnyOrderElementsOf(stringsOf(names.get(null)));
      evaluated.addAll(stringsOf(names.get(null)));
    }
    assertThat(page.table("Properties").stream().filter(r -> r.text(2).equals("yes")).map(r -> r.code(0)).toList())
        .isEqualTo(evaluated);
    assertThat(page.table("Properties")).allSatisfy(r ->
        assertThat(r.text(2).equals("yes")).as("either asked or explained: %s", r).isEqualTo(r.text(3).isEmpty()));
  }

  @Test
  void the_protocol_guide_speaks_of_every_action_refusal_and_property() throws IOException {
    String guide = Files.readString(Path.of("..", "docs", "protocol.md"))
        + Files.readString(Path.of("..", "docs", "migration.md"));
    Stream.of(ACTIONS, ENVIRONMENT, ON_ACTORS, "Refusals", "Properties")
        .flatMap(table -> page.column(table, 0).stream())
        .filter(name -> !name.endsWith("TypeOK"))
        .forEach(name -> assertThat(guide).containsPattern("\\b" + name + "\\b"));
  }

  @Test
  void every_java_name_exists() {
    List<String> names = Stream.of(page.column(ACTIONS, 1), page.column(ENVIRONMENT, 1), page.column(ON_ACTORS, 1),
        page.column("Variables", 1), page.column("Variables of actors", 1), page.column("Operators", 1),
        page.column("Operators of actors", 1)).flatMap(List::stream).toList();
    assertThat(names).hasSizeGreaterThan(60)
        .allSatisfy(name -> assertThat(new JavaName(name).problem()).isEmpty());
  }

  private void isDefined(String name) {
    assertThat(modules.values()).as("modules that define %s", name)
        .anyMatch(module -> module.definitions().containsKey(name));
  }

  private Stream<Row> rowsOf(String action) {
    return page.table("Guards").stream().filter(r -> r.code(0).equals(action));
  }

  private static List<Guard> guards(ProtocolAction action) throws ReflectiveOperationException {
    return ((List<?>) action.getClass().getField("GUARDS").get(null)).stream().map(Guard.class::cast).toList();
  }

  private static List<String> stringsOf(Object list) {
    return ((List<?>) list).stream().map(String.class::cast).toList();
  }

  private static Set<String> productionKeys() throws ReflectiveOperationException {
    Keys keys = new Keys("c");
    Set<String> found = new TreeSet<>();
    for (Method method : Keys.class.getMethods()) {
      if (method.getReturnType() == Bytes.class) {
        Object[] nodes = Stream.of("n1", "n2").limit(method.getParameterCount()).map(NodeId::of).toArray();
        found.add(Keys.describe((Bytes) method.invoke(keys, nodes)).replace("cluster/c/", ""));
      }
    }
    return found;
  }

  private static Value sample(String parameter) {
    return switch (parameter) {
      case "p", "d" -> Value.of("n1");
      case "t" -> Value.of("n2");
      case "link" -> Value.setOf(Value.of("n1"), Value.of("n2"));
      default -> throw new IllegalArgumentException("no sample for a parameter named " + parameter);
    };
  }

  private static SystemUnderTest newSystem() {
    Map<Value, Value> names = new HashMap<>();
    List.of("n1", "n2", "n3").forEach(n -> names.put(Value.of(n), Value.of("Left")));
    Map<String, Value> vars = Map.of("registry", Value.funOf(names), "running", Value.funOf(names));
    return new MembershipFactory().start(
        TraceHeader.of("ClusterMembership", "", "", List.copyOf(vars.keySet())),
        new TraceState(0, TraceState.INIT, Map.of(), vars));
  }

  /** A system in a state in which no variable's sets are all empty. */
  private static SystemUnderTest eventfulSystem() {
    SystemUnderTest system = newSystem();
    for (String step : List.of("NodeJoin n1", "NodeJoin n2", "NodeJoinComplete n2", "LeaseEnds n2",
        "FindSilent n1 n2", "DetectFailure n1 n2", "CutStore n3", "CreatePartition")) {
      String[] words = step.split(" ");
      Map<String, Value> params = words.length == 3
          ? Map.of("d", Value.of(words[1]), "t", Value.of(words[2]))
          : words.length == 2 ? Map.of("p", Value.of(words[1])) : Map.of("link", sample("link"));
      assertThat(system.perform(words[0], params)).as(step).isInstanceOf(StepResult.Performed.class);
    }
    return system;
  }

  private static Value readItf(String json) {
    String text = "{\"vars\": [\"v\"], \"states\": [{\"v\": " + json + "}]}";
    try (ItfReader reader = ItfReader.open("an example", new StringReader(text), ItfLimits.DEFAULT)) {
      return reader.next().vars().get("v");
    }
  }
}
