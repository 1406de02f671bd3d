package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.OutcomeTest.Case;
import dev.rollcall.protocol.OutcomeTest.Ready;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.SchemaPage;
import dev.rollcall.store.KeyRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What steps read and write is what docs/schema.md says, and heartbeats leave each other alone. */
class ConflictRangesTest {

  /** What a step did, over all situations: reads in conflict, reads without, writes. */
  private record Footprint(Set<String> conflicting, Set<String> without, Set<String> writes) {
    Footprint() {
      this(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    }

    void add(RecordingStore recorded, Keys keys, NodeId self, NodeId target) {
      recorded.readsInConflict.forEach(range -> conflicting.add(name(range, keys, self, target)));
      recorded.readsWithout.forEach(range -> without.add(name(range, keys, self, target)));
      recorded.writes.forEach(range -> writes.add(name(range, keys, self, target)));
      // A whole range is read with all that lies in it.
      Set<String> whole = conflicting.stream().filter(name -> name.endsWith("/*"))
          .map(name -> name.substring(0, name.length() - 1)).collect(Collectors.toSet());
      conflicting.removeIf(name -> !name.endsWith("/*") && whole.stream().anyMatch(name::startsWith));
    }

    private static String name(KeyRange range, Keys keys, NodeId self, NodeId target) {
      if (range.begin().equals(keys.heartbeat(self).successor())) {
        return "heartbeats/after self";
      }
      if (range.equals(new KeyRange(keys.heartbeats().begin(), keys.heartbeat(self)))) {
        return "heartbeats/before self";
      }
      boolean single = range.equals(KeyRange.single(range.begin()));
      String name = Keys.describe(range.begin()).replace("cluster/test/", "") + (single ? "" : "/*");
      String general = name.replace("/" + self, "/self");
      general = target == null ? general : general.replace("/" + target, "/target");
      return general.matches("nodes/(?!self|target|\\*).*") ? "nodes/watched" : general;
    }
  }

  private final Map<String, Footprint> found = new TreeMap<>();

  private void performs(TestCluster cluster, TestProcess process, ProtocolAction action, TestProcess target) {
    RecordingStore recording = new RecordingStore(cluster.store);
    StepOutcome outcome =
        action.perform(process.through(recording), process.state, target == null ? null : target.id);
    assertThat(outcome).isInstanceOf(StepOutcome.Performed.class);
    process.state = outcome.process();
    found.computeIfAbsent(action.name(), name -> new Footprint())
        .add(recording, cluster.keys, process.id, target == null ? null : target.id);
  }

  @Test
  void stepsReadAndWriteWhatThePageSays() throws IOException {
    for (Case each : Case.values()) {
      Ready ready = each.ready();
      performs(ready.cluster(), ready.process(), ready.action(), ready.target());
    }
    aClusterBegins();
    aPrimaryGoes();
    Map<String, Footprint> said = new TreeMap<>();
    for (List<String> row : SchemaPage.read().table("What each step reads and writes")) {
      String step = SchemaPage.codes(row.get(0)).stream().findFirst().orElse(row.get(0));
      said.put(step, new Footprint(new TreeSet<>(SchemaPage.codes(row.get(1))),
          new TreeSet<>(SchemaPage.codes(row.get(2))), new TreeSet<>(SchemaPage.codes(row.get(3)))));
    }
    assertThat(found).isEqualTo(said);
    assertThat(found).containsKeys(Protocol.standard().actions().stream().map(ProtocolAction::name).toArray(String[]::new));
  }

  private void aClusterBegins() {
    TestCluster cluster = TestCluster.watchingOne();
    TestProcess n1 = cluster.process("n1");
    performs(cluster, n1, new NodeJoin(), null);
    TestProcess n2 = cluster.member("n2");
    performs(cluster, n1, new SyncViews(), null);
    performs(cluster, n1, new SendHeartbeat(), null);
    looks("a look of a member", cluster, n2, n1);
    cluster.member("n3");
    looks("a look of a member", cluster, n2, n1);
    n1.state = n1.state.outOfOffice();
    performs(cluster, n1, new SendHeartbeat(), null);
    TestProcess n4 = cluster.joining("n4");
    cluster.passes(cluster.config.leaseDuration());
    performs(cluster, n4, new NodeJoinComplete(), null);
    performs(cluster, n1, new SendHeartbeat(), null);
  }

  /** The target is the primary: with two nodes the only successor, with three no longer one. */
  private void looks(String step, TestCluster cluster, TestProcess process, TestProcess primary) {
    RecordingStore recording = new RecordingStore(cluster.store);
    new Observer().look(process.through(recording), process.state);
    found.computeIfAbsent(step, name -> new Footprint())
        .add(recording, cluster.keys, process.id, primary == null ? null : primary.id);
  }

  private void aPrimaryGoes() {
    TestCluster takenOver = new TestCluster();
    TestProcess old = takenOver.member("n1");
    takenOver.member("n2");
    TestProcess restarted = takenOver.process("n1");
    looks("a look of a process that has not joined", takenOver, restarted, null);
    takenOver.fallsSilent(old);
    performs(takenOver, restarted, new TakeOver(), null);

    TestCluster failed = new TestCluster();
    TestProcess silent = failed.member("n1");
    TestProcess n2 = failed.member("n2");
    failed.member("n3");
    failed.fallsSilent(silent);
    n2.does(new DetectFailure(), silent);
    performs(failed, n2, new MarkNodeFailed(), silent);
    n2.does(new ElectPrimary());
    performs(failed, n2, new NodeLeave(), null);
  }

  @Test
  void heartbeatsOfDifferentNodesNeverConflictHoweverTheyOverlap() {
    TestCluster cluster = new TestCluster();
    List<TestProcess> members = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      members.add(cluster.member("n" + i));
    }
    // Each heartbeat has those of all the others between its reads and its commit, and those have more within.
    members.forEach(outer -> {
      Runnable others = () -> members.stream().filter(inner -> inner != outer).forEach(inner -> {
        inner.during(() -> members.stream().filter(third -> third != inner && third != outer)
            .forEach(third -> third.does(new SendHeartbeat()))).does(new SendHeartbeat());
      });
      outer.during(others).does(new SendHeartbeat());
    });
  }

  @Test
  void heartbeatsDoNotConflictWithJoinsViewsAndVotesOfOthers() {
    TestCluster cluster = new TestCluster();
    TestProcess n1 = cluster.member("n1");
    TestProcess n2 = cluster.member("n2");
    TestProcess n3 = cluster.member("n3");
    n2.during(() -> cluster.member("n4")).does(new SendHeartbeat());
    n1.during(() -> cluster.member("n5")).does(new SendHeartbeat());
    TestProcess n6 = cluster.joining("n6");
    n6.during(() -> n2.does(new SendHeartbeat())).does(new NodeJoinComplete());
    cluster.fallsSilent(n3);
    n1.during(() -> n2.does(new SendHeartbeat())).does(new DetectFailure(), n3);
    n1.during(() -> n2.does(new SendHeartbeat())).does(new MarkNodeFailed(), n3);
    n2.during(() -> n1.does(new SendHeartbeat())).does(new SyncViews());
  }

  @Test
  void anElectionMakesNobodysHeartbeatFail() {
    TestCluster cluster = new TestCluster();
    TestProcess n1 = cluster.member("n1");
    TestProcess n2 = cluster.member("n2");
    TestProcess n3 = cluster.member("n3");
    n2.during(() -> n1.does(new NodeLeave())).does(new SendHeartbeat());
    n2.during(() -> n3.does(new ElectPrimary())).does(new SendHeartbeat());
  }

  @Test
  void aHeartbeatThatResignsConflictsWithWhoeverChangesTheOffice() {
    TestCluster cluster = new TestCluster();
    TestProcess n1 = cluster.member("n1");
    TestProcess n2 = cluster.member("n2");
    cluster.member("n3");
    cluster.fallsSilent(n1);
    n2.does(new DetectFailure(), n1);
    n1.state = n1.state.outOfOffice();
    n1.during(() -> n2.does(new MarkNodeFailed(), n1)).conflicts(new SendHeartbeat(), null);
  }

  @Test
  void aStepThatMustLoseAgainstAHeartbeatDoes() {
    Ready ready = Case.MARK_NODE_FAILED.ready();
    ready.process().during(() -> ready.target().does(new SendHeartbeat())).conflicts(ready.action(), ready.target());
  }
}
