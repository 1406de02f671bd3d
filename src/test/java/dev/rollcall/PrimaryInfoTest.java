package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.protocol.schema.PrimaryRecord;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PrimaryInfoTest {

  @Test
  void usersSeeTheHolderItsIncarnationItsTermAndWhenItWasElected() {
    PrimaryRecord record = PrimaryRecord.NONE.elect(new PrimaryRecord.Holder(NodeId.of("n1"), 7, 1_000));
    assertThat(record.info()).contains(new PrimaryInfo(NodeId.of("n1"), 7, 1, Instant.ofEpochSecond(1)));
  }

  @Test
  void aVacantOfficeHasNoInfoButKeepsItsTerm() {
    PrimaryRecord vacated = PrimaryRecord.NONE.elect(new PrimaryRecord.Holder(NodeId.of("n1"), 7, 1_000)).vacated();
    assertThat(vacated.info()).isEmpty();
    assertThat(vacated.term()).isEqualTo(1);
    assertThat(vacated.isHeldBy(NodeId.of("n1"))).isFalse();
  }
}
