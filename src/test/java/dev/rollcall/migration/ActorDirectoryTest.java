package dev.rollcall.migration;

import static dev.rollcall.migration.ActorCluster.A;
import static dev.rollcall.migration.ActorCluster.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Placement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ActorDirectoryTest {
  private final ActorCluster cluster = new ActorCluster();
  private final Host n1 = cluster.member("n1");
  private final ActorDirectory directory =
      new ActorDirectory(cluster.cluster.store, cluster.keys(), Duration.ofSeconds(1));

  @Test
  void anActorIsFoundWhereItIsPlaced() {
    assertThat(directory.locate(A)).isEmpty();
    n1.activates(A, B);
    assertThat(directory.locate(A)).contains(new Placement(n1.place(), 1));
    assertThat(directory.load(n1.place())).isEqualTo(2);
    n1.deactivates(A);
    assertThat(directory.locate(A)).isEmpty();
    assertThat(directory.load(n1.place())).isEqualTo(1);
  }

  @Test
  void aQuestionMakesNobodyFail() {
    n1.during(() -> directory.locate(A)).activates(A);
    n1.during(() -> directory.load(n1.place())).activates(B);
  }
}
