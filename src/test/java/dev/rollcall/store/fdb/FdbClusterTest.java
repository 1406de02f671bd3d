package dev.rollcall.store.fdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

/** Whether tests that need a cluster are run, are said not to be, or fail. */
class FdbClusterTest {

  @Test
  void withAClusterFileTestsAreRun() {
    assertThat(FdbCluster.evaluate("some.cluster", true).isDisabled()).isFalse();
    assertThat(FdbCluster.evaluate("some.cluster", false).isDisabled()).isFalse();
  }

  @Test
  void withoutOneTheyAreNotRunAndTheReasonIsGiven() {
    ConditionEvaluationResult result = FdbCluster.evaluate(" ", false);
    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason()).hasValue("not run: FDB_CLUSTER_FILE is not set, so there is no FoundationDB");
  }

  @Test
  void whereOneIsAskedForItsLackIsAFailure() {
    assertThatIllegalStateException().isThrownBy(() -> FdbCluster.evaluate(null, true))
        .withMessageContaining("-Pfdb").withMessageContaining("FDB_CLUSTER_FILE");
  }
}
