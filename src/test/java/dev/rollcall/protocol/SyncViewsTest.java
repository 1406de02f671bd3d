package dev.rollcall.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SyncViewsTest {
  private final TestCluster cluster = new TestCluster();
  private final TestProcess n1 = cluster.member("n1");
  private final TestProcess n2 = cluster.member("n2");

  @Test
  void aMemberAdoptsTheCurrentView() {
    assertThat(n1.state.view()).isNotEqualTo(cluster.view());
    n1.does(new SyncViews());
    assertThat(n1.state.view()).isEqualTo(cluster.view());
    assertThat(n1.state.view().members()).containsExactly(n1.id, n2.id);
  }

  @Test
  void aDrainingMemberStillSyncs() {
    n1.does(new NodeLeave());
    n1.does(new SyncViews());
    assertThat(n1.state.view()).isEqualTo(cluster.view());
  }

  @Test
  void whoIsNoMemberHasNoViewToSync() {
    cluster.joining("n3").isRefused(new SyncViews(), Refusal.NOT_IN_THIS_STATE);
    cluster.process("n4").isRefused(new SyncViews(), Refusal.FENCED);
    cluster.fallsSilent(n2);
    n1.does(new DetectFailure(), n2);
    n1.does(new MarkNodeFailed(), n2);
    n2.isRefused(new SyncViews(), Refusal.NOT_IN_THIS_STATE);
  }

  @Test
  void readingNeverConflicts() {
    n1.during(() -> cluster.member("n3")).does(new SyncViews());
    assertThat(n1.state.view().number()).isEqualTo(cluster.view().number() - 1);
  }
}
