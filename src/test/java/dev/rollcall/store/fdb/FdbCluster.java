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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  /** For tests that need a live cluster. */
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @ExtendWith(FdbCluster.class)
  public @interface Needed {}

  /** The build tool's log gives no reasons for what is skipped, so they are printed. */
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    ConditionEvaluationResult result = evaluate(FILE, Boolean.getBoolean("rollcall.fdb.required"));
    if (result.isDisabled()) {
      say(context.getDisplayName() + " " + result.getReason().orElseThrow());
    }
    return result;
  }

  static ConditionEvaluationResult evaluate(String clusterFile, boolean required) {
    if (clusterFile != null && !clusterFile.isBlank()) {
      return ConditionEvaluationResult.enabled("on the cluster of " + clusterFile);
    }
    if (required) {
      throw new IllegalStateException("-Pfdb asks for a live FoundationDB; set FDB_CLUSTER_FILE to its cluster file");
    }
    return ConditionEvaluationResult.disabled("not run: FDB_CLUSTER_FILE is not set, so there is no FoundationDB");
  }

  /** Prints a line once. */
  public static void say(String line) {
    if (SAID.add(line)) {
      System.out.println(line);
    }
  }

  /** Options for a store that holds nothing yet. */
  public static FdbOptions freshPlace() {
    return at(freshPrefix());
  }

  /** A prefix below which nothing is yet. */
  public static synchronized Bytes freshPrefix() {
    Bytes prefix = Bytes.utf8("rollcall-test/" + UUID.randomUUID() + "/");
    USED.add(prefix);
    return prefix;
  }

  /** Options for a store at this prefix, on the cluster that the environment names; also for child processes. */
  public static FdbOptions at(Bytes prefix) {
    return FdbOptions.DEFAULT.withClusterFile(file()).withPrefix(prefix);
  }

  static Path file() {
    return Path.of(FILE);
  }

  static Store freshStore() {
    return FdbStore.open(freshPlace());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    synchronized (FdbCluster.class) {
      for (Bytes prefix : USED) {
        try (Store store = FdbStore.open(at(prefix))) {
          StoreFixture.commit(store, transaction -> transaction.clearRange(KeyRange.ALL));
        }
      }
      USED.clear();
    }
  }
}
