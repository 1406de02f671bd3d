package dev.rollcall.store.fdb;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreFixture;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The live cluster that {@code FDB_CLUSTER_FILE} names. Each test gets places of its own in it, which are emptied
 * afterwards. Without a cluster the tests are not run, and with {@code -Pfdb} that is a failure.
 */
public final class FdbCluster implements ExecutionCondition, AfterEachCallback {
  private static final String FILE = System.getenv("FDB_CLUSTER_FILE");
  private static final List<Bytes> USED = new ArrayList<>();

  /** For tests that need a live cluster. */
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @ExtendWith(FdbCluster.class)
  public @interface Needed {}

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (FILE != null && !FILE.isBlank()) {
      return ConditionEvaluationResult.enabled("on the cluster of " + FILE);
    }
    if (Boolean.getBoolean("rollcall.fdb.required")) {
      throw new IllegalStateException("-Pfdb asks for a live FoundationDB; set FDB_CLUSTER_FILE to its cluster file");
    }
    return ConditionEvaluationResult.disabled("not run: FDB_CLUSTER_FILE is not set, so there is no FoundationDB");
  }

  /** Options for a store that holds nothing yet. */
  public static synchronized FdbOptions freshPlace() {
    Bytes prefix = Bytes.utf8("rollcall-test/" + UUID.randomUUID() + "/");
    USED.add(prefix);
    return FdbOptions.DEFAULT.withClusterFile(Path.of(FILE)).withPrefix(prefix);
  }

  static Store freshStore() {
    return FdbStore.open(freshPlace());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    synchronized (FdbCluster.class) {
      for (Bytes prefix : USED) {
        try (Store store = FdbStore.open(FdbOptions.DEFAULT.withClusterFile(Path.of(FILE)).withPrefix(prefix))) {
          StoreFixture.commit(store, transaction -> transaction.clearRange(KeyRange.ALL));
        }
      }
      USED.clear();
    }
  }
}
