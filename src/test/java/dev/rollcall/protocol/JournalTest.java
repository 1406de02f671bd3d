package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.protocol.OutcomeTest.Case;
import dev.rollcall.protocol.OutcomeTest.Ready;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.JournalEvent;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.MemorySnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The journal holds one event for each transaction that was applied, and makes none fail. */
class JournalTest {
  private static final Journal JOURNAL = Journal.keeping(Duration.ofDays(1));

  private static List<JournalEvent> eventsOfLast(Ready ready, int before) {
    List<JournalEvent> events = TestJournal.events(ready.cluster());
    return events.subList(before, events.size());
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void anEventSaysWhoDidWhatToWhom(Case each) {
    Ready ready = each.ready(JOURNAL);
    int before = TestJournal.size(ready.cluster());
    ProcessState actor = ready.process().state;
    StepOutcome outcome = ready.perform(Fault.NONE);
    List<JournalEvent> events = eventsOfLast(ready, before);
    assertThat(events).hasSize(1);
    JournalEvent event = events.get(0);
    assertThat(event.action()).isEqualTo(ready.action().name());
    assertThat(event.node()).isEqualTo(ready.process().id);
    assertThat(event.incarnationBefore()).isEqualTo(actor.incarnation());
    assertThat(event.incarnation()).isEqualTo(outcome.process().incarnation());
    assertThat(event.target()).isEqualTo(Optional.ofNullable(ready.target()).map(t -> t.id));
    assertThat(event.millis()).isEqualTo(Duration.ofNanos(ready.cluster().nanos).toMillis());
  }

  @Test
  void theTimeOfAnEventIsThatOfTheWallClock() {
    TestCluster cluster = new TestCluster(JOURNAL);
    TestProcess n1 = cluster.member("n1");
    cluster.isSuspendedFor(Duration.ofDays(1));
    n1.does(new SendHeartbeat());
    List<JournalEvent> events = TestJournal.events(cluster);
    assertThat(events.get(events.size() - 1).millis()).isEqualTo(cluster.wallTime().toEpochMilli());
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void theSharedStateIsRebuiltFromTheJournalAlone(Case each) {
    Ready ready = each.ready(JOURNAL);
    ready.perform(Fault.NONE);
    TestCluster cluster = ready.cluster();
    assertThat(TestJournal.rebuilt(TestJournal.events(cluster), cluster.keys))
        .isEqualTo(TestJournal.contents(cluster.contents(), cluster.keys)).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void anUnknownOutcomeLeavesAnEventForEachTransactionThatWasApplied(Case each) {
    assertEvents(each, 1, Fault.UNKNOWN_NOT_COMMITTED);
    assertEvents(each, each.ready().action().isRepeatable() ? 2 : 1, Fault.UNKNOWN_COMMITTED);
    assertEvents(each, each.ready().action().isRepeatable() ? 2 : 1,
        Fault.UNKNOWN_NOT_COMMITTED, Fault.UNKNOWN_COMMITTED, Fault.unavailableAt(1));
  }

  private static void assertEvents(Case each, int expected, Fault... faults) {
    Ready ready = each.ready(JOURNAL);
    int before = TestJournal.size(ready.cluster());
    StepOutcome outcome = ready.perform(faults[0]);
    for (int i = 1; outcome instanceof StepOutcome.OutcomeUnknown unknown; i++) {
      ready.process().meeting(i < faults.length ? faults[i] : Fault.NONE);
      outcome = new Settlement().settle(ready.action(), ready.process().context, unknown,
          ready.target() == null ? null : ready.target().id);
    }
    assertThat(outcome).isInstanceOf(StepOutcome.Performed.class);
    TestCluster cluster = ready.cluster();
    assertThat(eventsOfLast(ready, before)).hasSize(expected)
        .allSatisfy(event -> assertThat(event.action()).isEqualTo(ready.action().name()));
    assertThat(TestJournal.rebuilt(TestJournal.events(cluster), cluster.keys))
        .isEqualTo(TestJournal.contents(cluster.contents(), cluster.keys));
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void whatWasNotAppliedLeavesNoEvent(Case each) {
    Ready conflicting = each.ready(JOURNAL);
    MemorySnapshot contents = conflicting.cluster().contents();
    assertThat(conflicting.perform(Fault.CONFLICT)).isInstanceOf(StepOutcome.Refused.class);
    assertThat(conflicting.cluster().contents()).isEqualTo(contents);
    for (int call = 0; ; call++) {
      Ready ready = each.ready(JOURNAL);
      MemorySnapshot before = ready.cluster().contents();
      if (ready.perform(Fault.unavailableAt(call)) instanceof StepOutcome.Performed) {
        assertThat(call).isGreaterThan(5);
        return;
      }
      assertThat(ready.cluster().contents()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void noActionConflictsWithTheEventOfAnother(Case each) {
    Ready ready = each.ready(Journal.keeping(Duration.ofMillis(1)));
    TestProcess other = ready.cluster().member("n0");
    ready.cluster().passes(Duration.ofMillis(2));
    assertThat(TestJournal.size(ready.cluster())).isGreaterThanOrEqualTo(2);
    ready.process().during(() -> other.does(new SendHeartbeat())).does(ready.action(), ready.target());
    // Both removed the same old ones, and each added one.
    assertThat(TestJournal.size(ready.cluster())).isEqualTo(2);
  }

  @Test
  void stepsThatWriteNothingLeaveNoEvent() {
    TestCluster cluster = new TestCluster(JOURNAL);
    TestProcess n1 = cluster.member("n1");
    int before = TestJournal.size(cluster);
    n1.does(new SyncViews());
    cluster.process("n1").does(new NodeRecover());
    n1.isRefused(new ElectPrimary(), Refusal.PRIMARY_EXISTS);
    cluster.passes(cluster.config.leaseDuration());
    n1.meeting(Fault.UNAVAILABLE).does(new PrimaryStepDown());
    assertThat(TestJournal.size(cluster)).isEqualTo(before);
  }

  @Test
  void aJournalThatIsOffLeavesNothing() {
    TestCluster cluster = new TestCluster();
    cluster.member("n1").does(new SendHeartbeat());
    assertThat(TestJournal.size(cluster)).isZero();
  }
}
