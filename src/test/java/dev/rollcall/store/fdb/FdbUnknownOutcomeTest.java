package dev.rollcall.store.fdb;

import static dev.rollcall.store.StoreFixture.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.Seeds;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commits that the client gives up for want of time: unknown, and what the next transaction sees of them stays. */
@FdbCluster.Needed
@Timeout(120)
class FdbUnknownOutcomeTest {
  private static final int ATTEMPTS = 1_000;
  private static final int LONGEST_MILLIS = 6;

  private final Set<Bytes> applied = new TreeSet<>();
  private int committed;
  private int unknown;
  private int unknownApplied;
  private int notSent;

  @ParameterizedTest
  @MethodSource("dev.rollcall.store.Seeds#seeds")
  void whatTheNextTransactionSeesOfAnUnknownCommitNeverChanges(long seed) throws Exception {
    String repeat = Seeds.announce("unknownCommit", seed);
    Random random = new Random(seed);
    try (Store store = FdbCluster.freshStore()) {
      for (int i = 0; i < ATTEMPTS; i++) {
        attempt(store, Bytes.utf8("attempt-" + i), random, repeat);
      }
      // Longer than a commit that was sent can be on its way here.
      Thread.sleep(500);
      try (Transaction transaction = store.begin()) {
        Set<Bytes> inTheEnd = new TreeSet<>();
        transaction.getRange(KeyRange.ALL).forEach(entry -> inTheEnd.add(entry.key()));
        assertThat(inTheEnd).as("what was seen and is still there; %s", repeat).containsAll(applied);
        inTheEnd.removeAll(applied);
        assertThat(inTheEnd).as("what was applied after the next transaction had begun; %s", repeat).isEmpty();
      }
    }
    System.out.printf("unknownCommit: committed %d, unknown %d, of which applied %d, not sent %d%n",
        committed, unknown, unknownApplied, notSent);
    assertThat(committed).as("commits; %s", repeat).isPositive();
    assertThat(unknownApplied).as("unknown and applied; %s", repeat).isPositive().isLessThan(unknown);
  }

  private void attempt(Store store, Bytes key, Random random, String repeat) throws InterruptedException {
    CommitOutcome outcome;
    try (Transaction transaction = store.begin(Duration.ofMillis(1 + random.nextInt(LONGEST_MILLIS)))) {
      transaction.set(key, ONE);
      // Some have no time left when they come to commit, so that it is never sent.
      Thread.sleep(random.nextInt(2));
      outcome = transaction.commit();
    } catch (StoreUnavailableException e) {
      notSent++;
      return;
    }
    boolean seen = isThere(store, key);
    assertThat(outcome).as("of %s; %s", key, repeat).isNotInstanceOf(CommitOutcome.Conflict.class);
    if (outcome instanceof CommitOutcome.Committed) {
      committed++;
      assertThat(seen).as("%s is there; %s", key, repeat).isTrue();
    } else {
      unknown++;
      unknownApplied += seen ? 1 : 0;
    }
    if (seen) {
      applied.add(key);
    }
  }

  private static boolean isThere(Store store, Bytes key) {
    try (Transaction transaction = store.begin()) {
      return transaction.get(key) != null;
    }
  }
}
