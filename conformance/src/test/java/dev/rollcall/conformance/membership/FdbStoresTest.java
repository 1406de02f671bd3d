package dev.rollcall.conformance.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.replay.ActionCoverage;
import dev.rollcall.conformance.replay.ReplayResult;
import dev.rollcall.conformance.replay.Replayer;
import dev.rollcall.conformance.trace.TraceSource;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.fdb.FdbOptions;
import dev.rollcall.store.fdb.FdbStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(named = "FDB_CLUSTER_FILE", matches = ".+",
    disabledReason = "not run: FDB_CLUSTER_FILE is not set, so there is no FoundationDB")
class FdbStoresTest {
  private static final Bytes KEY = Bytes.utf8("key");

  private final Bytes mark = Bytes.utf8(UUID.randomUUID().toString());
  private Path cluster;
  private FdbStores stores;

  @BeforeEach
  void connect() {
    cluster = Path.of(System.getenv("FDB_CLUSTER_FILE"));
    stores = FdbStores.connect(cluster);
  }

  @AfterEach
  void disconnect() {
    stores.close();
  }

  private static List<KeyValue> contents(Store store) {
    try (Transaction transaction = store.begin()) {
      return transaction.getRange(KeyRange.ALL);
    }
  }

  private List<Bytes> valuesOfAllRuns() {
    try (Store all = FdbStore.open(
        FdbOptions.DEFAULT.withClusterFile(cluster).withPrefix(Bytes.utf8(FdbStores.PREFIX)))) {
      return contents(all).stream().map(KeyValue::value).toList();
    }
  }

  @Test
  void aStoreIsEmptyAndSharesNothingAndKeepsNothingWhenItIsClosed() {
    try (Store one = stores.open(); Store other = stores.open(); Transaction transaction = one.begin()) {
      assertThat(contents(one)).isEmpty();
      transaction.set(KEY, mark);
      assertThat(transaction.commit()).isInstanceOf(CommitOutcome.Committed.class);
      assertThat(contents(one)).containsExactly(new KeyValue(KEY, mark));
      assertThat(contents(other)).isEmpty();
      assertThat(valuesOfAllRuns()).contains(mark);
    }
    assertThat(valuesOfAllRuns()).doesNotContain(mark);
  }

  @Test
  void aWitnessReplaysOnIt() throws IOException {
    ReplayResult result = new Replayer(new MembershipFactory().on(stores))
        .replay(TraceSource.file(Path.of("traces/SecondNodeJoins.itf.json")), new ActionCoverage());
    assertThat(result).isInstanceOf(ReplayResult.Conforms.class);
  }
}
