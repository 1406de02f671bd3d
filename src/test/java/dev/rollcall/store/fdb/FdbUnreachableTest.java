package dev.rollcall.store.fdb;

import static dev.rollcall.store.StoreFixture.A;
import static dev.rollcall.store.StoreFixture.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that nobody serves: every wait ends. */
@FdbCluster.Needed
@Timeout(60)
class FdbUnreachableTest {
  private static final Duration TIMEOUT = Duration.ofMillis(700);
  /** That of the store, which is far longer. */
  private static final Duration OTHERWISE = Duration.ofMinutes(10);

  @TempDir
  Path directory;
  private FdbOptions options;

  @BeforeEach
  void nobodyListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path file = Files.writeString(directory.resolve("nobody.cluster"), "nobody:nobody@127.0.0.1:" + port + "\n");
    options = FdbOptions.DEFAULT.withClusterFile(file).withPrefix(Bytes.EMPTY).withTimeout(OTHERWISE);
  }

  private static void endsInTime(Runnable call) {
    long began = System.nanoTime();
    call.run();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(TIMEOUT.minusMillis(50), OTHERWISE);
  }

  @Test
  void aReadIsUnavailableAfterTheTransactionsTimeout() {
    try (Store store = FdbStore.open(options)) {
      endsInTime(() -> {
        try (Transaction transaction = store.begin(TIMEOUT)) {
          assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> transaction.get(A))
              .withMessageContaining("key 'a'").withMessageContaining("1031");
        }
      });
    }
  }

  @Test
  void theStoresOwnTimeoutHoldsWhereTheBeginnerNamesNone() {
    try (Store store = FdbStore.open(options.withTimeout(TIMEOUT))) {
      endsInTime(() -> {
        try (Transaction transaction = store.begin()) {
          assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> transaction.get(A));
        }
      });
    }
  }

  @Test
  void afterAnUnknownCommitNothingBeginsBeforeItCanBeSettled() {
    try (Store store = FdbStore.open(options)) {
      endsInTime(() -> {
        try (Transaction transaction = store.begin(TIMEOUT)) {
          transaction.set(A, ONE);
          assertThat(transaction.commit()).isEqualTo(CommitOutcome.Unknown.INSTANCE);
        }
      });
      endsInTime(() -> assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> store.begin(TIMEOUT)).withMessageContaining("settling 1 commits of unknown outcome"));
    }
  }

  @Test
  void aDirectoryIsNotOpened() {
    FdbOptions inDirectory = options.withDirectory("rollcall-test").withTimeout(TIMEOUT);
    endsInTime(() -> assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> FdbStore.open(inDirectory)).withMessageContaining("directory [rollcall-test]"));
  }
}
