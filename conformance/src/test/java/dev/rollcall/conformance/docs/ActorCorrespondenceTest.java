package dev.rollcall.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.NodeId;
import dev.rollcall.conformance.docs.Page.Row;
import dev.rollcall.conformance.migration.ActorActions;
import dev.rollcall.conformance.migration.MigrationFactory;
import dev.rollcall.conformance.migration.MigrationTraces;
import dev.rollcall.conformance.replay.BadParameterException;
import dev.rollcall.conformance.replay.SystemUnderTest;
import dev.rollcall.conformance.trace.Value;
import dev.rollcall.migration.ActorAction;
import dev.rollcall.protocol.schema.ActorKeys;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds what docs/correspondence.md says of actors to ActorMigration, production and the replay harness. */
class ActorCorrespondenceTest {
  private static final Path SPECS = Path.of("..", "tla");
  private static final String ACTIONS = "Actions on actors";
  private static final String GUARDS = "Guards of actions on actors";
  private static final String VARIABLES = "Variables of actors";

  private final Page page = Page.read(Path.of("..", "docs", "correspondence.md"));
  private final TlaModule membership = TlaModule.read(SPECS.resolve("ClusterMembership.tla"));
  private final TlaModule actors = TlaModule.read(SPECS.resolve("ActorMigration.tla"));

  ActorCorrespondenceTest() throws IOException {}

  @Test
  void the_actions_are_the_memberships_and_those_on_actors_with_their_parameters() {
    Map<String, List<String>> listed = new HashMap<>(membership.actions());
    page.table(ACTIONS).forEach(row -> listed.put(row.code(0), row.codes(2)));
    assertThat(actors.actions()).isEqualTo(listed);
  }

  @Test
  void each_action_of_the_membership_is_wrapped_and_changed_in_nothing() {
    membership.actions().forEach((action, parameters) -> {
      String call = "Membership!" + action + (parameters.isEmpty() ? "" : "(" + String.join(", ", parameters) + ")");
      assertThat(actors.definitions().get(action).strip()).as(action).startsWith(call + " /\\ Actors");
    });
  }

  @Test
  void the_actions_on_actors_are_the_production_classes_of_the_same_name() {
    assertThat(page.column(ACTIONS, 0))
        .containsExactlyElementsOf(ActorActions.STANDARD.all().stream().map(ActorAction::name).toList());
    assertThat(page.column(ACTIONS, 1)).containsExactlyElementsOf(ActorActions.STANDARD.all().stream()
        .map(action -> action.getClass().getName().replace("dev.rollcall.", "")).toList());
  }

  @Test
  void the_harness_takes_each_action_under_its_name_and_needs_its_parameters() {
    Map<String, Value> sample = Map.of("p", Value.of("n1"), "a", Value.of("a1"),
        "moves", Value.funOf(Map.of(Value.of("a1"), Value.of("n1"))));
    for (Row row : page.table(ACTIONS)) {
      Map<String, Value> params = new HashMap<>(sample);
      params.keySet().retainAll(row.codes(2));
      assertThat(params).hasSameSizeAs(row.codes(2));
      assertThat(newSystem().perform(row.code(0), params)).isNotNull();
      for (String name : row.codes(2)) {
        Map<String, Value> fewer = new HashMap<>(params);
        fewer.remove(name);
        assertThatThrownBy(() -> newSystem().perform(row.code(0), fewer))
            .as("%s without %s", row.code(0), name).isInstanceOf(BadParameterException.class);
      }
    }
  }

  @Test
  void the_guards_are_those_of_the_production_classes_in_their_order() {
    for (ActorAction action : ActorActions.STANDARD.all()) {
      assertThat(rowsOf(action.name()).map(r -> r.code(1) + " " + r.code(3))).as(action.name())
          .containsExactlyElementsOf(action.guards().stream().map(g -> g.name() + " " + g.refusal()).toList());
    }
    assertThat(page.column(GUARDS, 0)).isSubsetOf(page.column(ACTIONS, 0));
  }

  @Test
  void each_guard_stands_in_the_spec_and_each_of_the_specs_guards_is_listed() {
    for (String action : page.column(ACTIONS, 0)) {
      assertThat(actors.guards(action).stream().map(guard -> guard.replace("Membership!", "")).toList())
          .as("guards of %s", action).first().isEqualTo("Connected(p)");
      assertThat(actors.guards(action).stream().map(guard -> guard.replace("Membership!", "")).skip(1))
          .as("guards of %s", action).containsExactlyInAnyOrderElementsOf(rowsOf(action).map(r -> r.code(2)).toList());
    }
  }

  @Test
  void each_guard_is_dropped_by_a_mutant_of_its_action() {
    assertThat(page.table(GUARDS)).allSatisfy(row -> {
      assertThat(row.code(4)).isEqualTo(row.code(0) + "." + row.code(1));
      assertThat(SPECS.resolve("mutants").resolve(row.code(4) + ".mutant")).exists();
    });
  }

  @Test
  void the_variables_are_those_of_the_spec_and_of_the_projection_with_their_shapes() {
    Set<String> all = new LinkedHashSet<>(membership.variables());
    assertThat(actors.variables()).containsAll(all);
    assertThat(actors.variables().subList(all.size(), actors.variables().size()))
        .containsExactlyElementsOf(page.column(VARIABLES, 0));
    assertThat(new MigrationFactory().variables()).isEqualTo(Set.copyOf(actors.variables()));
    Map<String, Value> projected = MigrationTraces.eventful().project();
    for (Row row : page.table(VARIABLES)) {
      assertThat(Shape.of(projected.get(row.code(0)))).as(row.code(0)).isEqualTo(row.code(3));
    }
    assertThat(page.column("ITF shapes", 0)).containsAll(page.column(VARIABLES, 3));
  }

  @Test
  void the_store_keys_are_all_those_of_production() {
    ActorKeys keys = new Keys("c").actors();
    ActorHost host = new ActorHost(NodeId.of("n1"), 7);
    ActorId actor = ActorId.of("a1");
    Set<String> written = page.column(VARIABLES, 2).stream().map(ActorCorrespondenceTest::filled)
        .collect(Collectors.toCollection(TreeSet::new));
    for (String key : List.of("arrivals/{node}/{incarnation}/{actor}", "arrived/{node}")) {
      assertThat(page.lines()).anyMatch(line -> line.contains("`" + key + "`"));
      written.add(filled(key));
    }
    assertThat(written).isEqualTo(Stream.of(
            keys.placement(actor), keys.placed(host, actor), keys.host(host), keys.arrival(host, actor),
            keys.arrived(host.node()))
        .map((Bytes key) -> Keys.describe(key).replace("cluster/c/", "")).collect(Collectors.toSet()));
  }

  private static String filled(String key) {
    return key.replace("{actor}", "a1").replace("{node}", "n1").replace("{incarnation}", "7");
  }

  @Test
  void the_operators_are_the_definitions_of_the_spec() {
    Set<String> rest = new LinkedHashSet<>(actors.definitions().keySet());
    rest.removeAll(actors.actions().keySet());
    rest.removeAll(actors.tuples());
    assertThat(page.column("Operators of actors", 0)).doesNotHaveDuplicates().containsAll(rest);
  }

  private Stream<Row> rowsOf(String action) {
    return page.table(GUARDS).stream().filter(r -> r.code(0).equals(action));
  }

  private static SystemUnderTest newSystem() {
    return MigrationTraces.start();
  }
}
