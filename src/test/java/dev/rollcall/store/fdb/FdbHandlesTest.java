package dev.rollcall.store.fdb;

import static dev.rollcall.store.StoreFixture.A;
import static dev.rollcall.store.StoreFixture.ONE;
import static dev.rollcall.store.StoreFixture.TWO;
import static dev.rollcall.store.StoreFixture.commit;
import static dev.rollcall.store.StoreFixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.apple.foundationdb.Database;
import com.apple.foundationdb.directory.DirectoryLayer;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stores as handles: what those of one process share, and where in the cluster each is. */
@FdbCluster.Needed
@Timeout(60)
class FdbHandlesTest {

  private static FdbClient.Connection connect() {
    return FdbClient.connect(Optional.of(FdbCluster.file()), FdbNetwork.DEFAULT);
  }

  @Test
  void storesOfOneClusterShareAConnectionUntilTheLastIsClosed() {
    try (Store store = FdbCluster.freshStore()) {
      assertThat(store).isNotNull();
      Database shared = database();
      assertThat(database()).isSameAs(shared);
    }
    FdbClient.Connection first = connect();
    first.release();
    FdbClient.Connection second = connect();
    assertThat(second).isNotSameAs(first);
    second.release();
  }

  private static Database database() {
    FdbClient.Connection connection = connect();
    connection.release();
    return connection.database();
  }

  @Test
  void aFileNamedInTwoWaysIsOneCluster() {
    Path roundabout = FdbCluster.file().getParent().resolve("x").resolve("..").resolve(FdbCluster.file().getFileName());
    FdbClient.Connection one = connect();
    FdbClient.Connection other = FdbClient.connect(Optional.of(roundabout), FdbNetwork.DEFAULT);
    assertThat(other).isSameAs(one);
    one.release();
    other.release();
  }

  @Test
  void closingOneStoreLeavesTheOtherWorking() {
    FdbOptions place = FdbCluster.freshPlace();
    try (Store kept = FdbStore.open(place)) {
      Store closed = FdbStore.open(place);
      commit(closed, t -> t.set(A, ONE));
      closed.close();
      closed.close();
      assertThat(read(kept, A)).isEqualTo(ONE);
      assertThatIllegalStateException().isThrownBy(closed::begin).withMessage("the store is closed");
    }
  }

  @Test
  void aClosedStoreCanBeOpenedAgain() {
    FdbOptions place = FdbCluster.freshPlace();
    for (int i = 0; i < 5; i++) {
      long before = i;
      try (Store store = FdbStore.open(place)) {
        commit(store, t -> t.add(A, 1));
        assertThat(read(store, A).littleEndianLong()).isEqualTo(before + 1);
      }
    }
  }

  @Test
  void closingAStoreEndsOnlyItsOwnWatches() {
    FdbOptions place = FdbCluster.freshPlace();
    try (Store kept = FdbStore.open(place)) {
      CompletableFuture<Void> watch = watch(kept);
      Store closed = FdbStore.open(place);
      CompletableFuture<Void> ended = watch(closed);
      closed.close();
      assertThat(ended).isCompletedExceptionally();
      assertThat(watch).isNotDone();
      commit(kept, t -> t.set(A, TWO));
      assertThat(watch).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  private static CompletableFuture<Void> watch(Store store) {
    try (Transaction transaction = store.begin()) {
      CompletableFuture<Void> watch = transaction.watch(A);
      transaction.commit();
      return watch;
    }
  }

  @Test
  void anotherNetworkSettingIsRefusedNamingBoth() {
    FdbOptions place = FdbCluster.freshPlace();
    FdbStore.open(place).close();
    FdbNetwork other = FdbNetwork.DEFAULT.withApiVersion(710);
    assertThatIllegalStateException().isThrownBy(() -> FdbStore.open(place.withNetwork(other)))
        .withMessageContaining(FdbNetwork.DEFAULT.toString()).withMessageContaining(other.toString());
  }

  @Test
  void aClusterFileThatIsNotThereIsNamed() {
    Path missing = Path.of("no-such-directory", "no.cluster");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FdbStore.open(FdbCluster.freshPlace().withClusterFile(missing)))
        .withMessage("cluster file " + missing.toAbsolutePath() + " is not there, or cannot be read");
  }

  @Test
  void twoPrefixesAreApart() {
    try (Store one = FdbCluster.freshStore(); Store other = FdbCluster.freshStore()) {
      commit(one, t -> t.set(A, ONE));
      commit(other, t -> t.set(A, TWO));
      commit(other, t -> t.clearRange(KeyRange.ALL));
      assertThat(read(one, A)).isEqualTo(ONE);
      assertThat(read(other, A)).isNull();
    }
  }

  @Test
  void aDirectoryOpenedTwiceIsOnePlace() {
    String name = "rollcall-test-" + UUID.randomUUID();
    FdbOptions options = FdbCluster.at(Bytes.EMPTY).withDirectory(name, "place");
    FdbOptions elsewhere = options.withDirectory(name, "elsewhere");
    try (Store first = FdbStore.open(options); Store second = FdbStore.open(options);
        Store other = FdbStore.open(elsewhere)) {
      commit(first, t -> t.set(A, ONE));
      assertThat(read(second, A)).isEqualTo(ONE);
      assertThat(read(other, A)).isNull();
    } finally {
      FdbClient.Connection connection = connect();
      connection.database().run(t -> DirectoryLayer.getDefault().remove(t, List.of(name)).join());
      connection.release();
    }
  }

  @Test
  void aDirectoryThatMustBeThereIsNotCreated() {
    String name = "rollcall-test-" + UUID.randomUUID();
    FdbOptions existing = FdbCluster.at(Bytes.EMPTY).withExistingDirectory(name, "place");
    assertThatExceptionOfType(DirectoryMissingException.class).isThrownBy(() -> FdbStore.open(existing))
        .withMessageContaining(name + "/place").withMessageContaining(FdbCluster.file().toString());
    FdbClient.Connection connection = connect();
    try {
      boolean there = connection.database().run(t -> DirectoryLayer.getDefault().exists(t, List.of(name)).join());
      assertThat(there).isFalse();
      try (Store creating = FdbStore.open(existing.withDirectory(name, "place"))) {
        commit(creating, t -> t.set(A, ONE));
      }
      try (Store opened = FdbStore.open(existing)) {
        assertThat(read(opened, A)).isEqualTo(ONE);
      }
    } finally {
      connection.database().run(t -> DirectoryLayer.getDefault().removeIfExists(t, List.of(name)).join());
      connection.release();
    }
  }
}
