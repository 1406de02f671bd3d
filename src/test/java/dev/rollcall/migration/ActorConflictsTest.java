package dev.rollcall.migration;

import static dev.rollcall.migration.ActorCluster.A;
import static dev.rollcall.migration.ActorCluster.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.RecordingStore;
import dev.rollcall.protocol.SendHeartbeat;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.SchemaPage;
import dev.rollcall.store.KeyRange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is done with actors reads and writes what docs/schema.md says, and leaves others alone. */
class ActorConflictsTest {

  /** What a step did, over all situations: reads in conflict, reads without, writes. */
  private record Footprint(Set<String> conflicting, Set<String> without, Set<String> writes) {
    Footprint() {
      this(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    }
  }

  private final ActorCluster cluster = new ActorCluster();
  private final Host n1 = cluster.member("n1");
  private final Host n2 = cluster.member("n2");
  private final Host n3 = cluster.member("n3");
  private final Map<String, Footprint> found = new TreeMap<>();

  private <T> T recorded(String step, Host by, ActorHost from, ActorHost to, Function<NodeContext, T> work) {
    RecordingStore recording = new RecordingStore(cluster.cluster.store);
    T result = work.apply(by.process.through(recording));
    Footprint footprint = found.computeIfAbsent(step, name -> new Footprint());
    recording.readsInConflict.forEach(range -> footprint.conflicting().add(name(range, by.place(), from, to)));
    // A whole range is read with all that lies in it.
    if (footprint.conflicting().contains("nodes/*")) {
      footprint.conflicting().remove("nodes/self");
    }
    recording.readsWithout.forEach(range -> footprint.without().add(name(range, by.place(), from, to)));
    recording.writes.forEach(range -> footprint.writes().add(name(range, by.place(), from, to)));
    return result;
  }

  private static String name(KeyRange range, ActorHost self, ActorHost from, ActorHost to) {
    boolean single = range.equals(KeyRange.single(range.begin()));
    String name = Keys.describe(range.begin()).replace("cluster/test/", "").replace("/a", "/actor");
    return general(general(general(name, "old", from), "new", to), "self", self) + (single ? "" : "/*");
  }

  private static String general(String name, String role, ActorHost host) {
    return host == null ? name
        : name.replace("/" + host.node() + "/" + host.incarnation(), "/" + role).replace("/" + host.node(), "/" + role);
  }

  private void activates(Host host) {
    recorded("ActivateActor", host, null, null,
        context -> host.hosted.activate(new ActivateActor(), context, host.process.state, A));
    assertThat(host.runs(A)).isTrue();
  }

  @Test
  void stepsReadAndWriteWhatThePageSays() throws IOException {
    activates(n3);
    cluster.fails(n3, n2);
    recorded("a batch is planned", n1, n3.place(), null, context -> new MigrationQueue(context, new MigrateActors(), 10).read());
    recorded("MigrateActors", n1, n3.place(), n2.place(),
        context -> new MigrateActors().perform(context, n1.process.state, Map.of(A, n2.id)));
    recorded("a batch is planned", n1, n3.place(), null,
        context -> Migration.step(new MigrationQueue(context), n1.process.state));
    recorded("a look at arrivals", n2, null, null,
        context -> new Arrivals(context).look(n2.place().incarnation(), null, 10));
    activates(n2);
    recorded("DeactivateActor", n2, null, null,
        context -> n2.hosted.deactivate(new DeactivateActor(), context, n2.process.state, A));
    recorded("`locate`", n1, null, null,
        context -> new ActorDirectory(context.store(), context.keys(), Duration.ofSeconds(1)).locate(A));
    assertThat(found).isEqualTo(said());
  }

  private static Map<String, Footprint> said() throws IOException {
    Map<String, Footprint> said = new TreeMap<>();
    for (List<String> row : SchemaPage.read().table("What is read and written about actors")) {
      String step = row.get(0).matches("`[A-Z]\\w+Actors?`") ? SchemaPage.codes(row.get(0)).get(0) : row.get(0);
      said.put(step, new Footprint(new TreeSet<>(SchemaPage.codes(row.get(1))),
          new TreeSet<>(SchemaPage.codes(row.get(2))), new TreeSet<>(SchemaPage.codes(row.get(3)))));
    }
    return said;
  }

  @Test
  void activationsNeverConflictWithThoseOfOtherActorsHoweverTheyOverlap() {
    List<Host> hosts = List.of(n1, n2, n3);
    for (Host outer : hosts) {
      outer.during(() -> hosts.forEach(inner -> {
        inner.activates(ActorId.of("inner" + outer.id + inner.id));
        inner.deactivates(ActorId.of("inner" + outer.id + inner.id));
      })).activates(ActorId.of("outer" + outer.id));
    }
    cluster.isConsistent();
  }

  @Test
  void membersActWhileThePrimaryMigratesAndItWhileTheyDo() {
    n3.activates(A);
    cluster.fails(n3, n2);
    n3.comesBack();
    List<ActorOutcome> outcomes = new ArrayList<>();
    n2.during(() -> outcomes.add(n1.triesToMigrate(Host.moves(n2, A)))).activates(B);
    assertThat(outcomes).singleElement().isInstanceOf(ActorOutcome.Performed.class);
    n1.during(() -> {
      n2.activates(A);
      n2.process.does(new SendHeartbeat());
    }).activates(ActorId.of("other"));
    n2.leaves();
    n1.during(() -> {
      n1.activates(ActorId.of("more"));
      n1.process.does(new SendHeartbeat());
    }).migrates(A, n1);
    cluster.isConsistent();
  }

  @Test
  void noHeartbeatFailsBecauseOfActors() {
    n3.activates(A);
    cluster.fails(n3, n2);
    n2.during(() -> n1.migrates(A, n2)).process.does(new SendHeartbeat());
    n2.during(() -> n2.activates(A)).process.does(new SendHeartbeat());
  }
}
