package dev.rollcall.runtime.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Things are done when they are due, in order, and once. */
class AgendaTest {
  private final Agenda agenda = new Agenda();
  private final List<String> done = new ArrayList<>();

  private Agenda.Due at(long nanos, String name) {
    return agenda.at(nanos, () -> done.add(name));
  }

  @Test
  void whatIsDueIsDoneInOrderOfTimeAndThenOfAdding() {
    at(20, "late");
    at(10, "first");
    at(10, "second");
    agenda.runDue(9);
    assertThat(done).isEmpty();
    agenda.runDue(10);
    assertThat(done).containsExactly("first", "second");
    agenda.runDue(25);
    agenda.runDue(25);
    assertThat(done).containsExactly("first", "second", "late");
  }

  @Test
  void whatIsCancelledIsNotDone() {
    Agenda.Due due = at(10, "cancelled");
    at(10, "done");
    agenda.cancel(due);
    agenda.cancel(due);
    agenda.runDue(10);
    assertThat(done).containsExactly("done");
  }

  @Test
  void itTellsHowLongNothingIsDue() {
    assertThat(agenda.nanosToNext(5)).isEqualTo(Long.MAX_VALUE);
    at(10, "one");
    assertThat(agenda.nanosToNext(4)).isEqualTo(6);
    assertThat(agenda.nanosToNext(10)).isZero();
    assertThat(agenda.nanosToNext(11)).isZero();
  }

  @Test
  void whatMakesItselfDueAtOnceWaitsForTheNextTurn() {
    agenda.at(10, () -> at(10, "again"));
    agenda.runDue(10);
    assertThat(done).isEmpty();
    agenda.runDue(10);
    assertThat(done).containsExactly("again");
  }

  @Test
  void anOverflowOfTheClockChangesNothing() {
    at(Long.MIN_VALUE + 5, "after");
    at(Long.MAX_VALUE - 5, "before");
    assertThat(agenda.nanosToNext(Long.MAX_VALUE - 7)).isEqualTo(2);
    agenda.runDue(Long.MAX_VALUE);
    assertThat(done).containsExactly("before");
    assertThat(agenda.nanosToNext(Long.MAX_VALUE)).isEqualTo(6);
    agenda.runDue(Long.MIN_VALUE + 5);
    assertThat(done).containsExactly("before", "after");
  }
}
