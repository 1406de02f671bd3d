package dev.rollcall.store.fdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreFixture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store works with API versions older than its binding's; each takes a process of its own. */
@FdbCluster.Needed
class FdbApiVersionTest {
  private static final Bytes KEY = Bytes.utf8("key");

  static final class Main {
    private Main() {}

    /**
     * @param args API version and prefix
     */
    public static void main(String[] args) {
      FdbNetwork network = FdbNetwork.DEFAULT.withApiVersion(Integer.parseInt(args[0]));
      try (Store store = FdbStore.open(FdbCluster.at(Bytes.utf8(args[1])).withNetwork(network))) {
        StoreFixture.commit(store, t -> t.setVersionstampedKey(KEY, KEY, Bytes.utf8(args[0])));
        StoreFixture.commit(store, t -> t.set(KEY, Bytes.utf8(args[0])));
        System.out.println("read " + StoreFixture.read(store, KEY).toUtf8());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"610", "710", "730"})
  void theApiVersionIsConfigurable(String version) throws Exception {
    try (ChildJvm child = ChildJvm.start(Main.class, version, FdbCluster.freshPrefix().toUtf8())) {
      assertThat(child.finish()).contains("read " + version);
    }
  }
}
