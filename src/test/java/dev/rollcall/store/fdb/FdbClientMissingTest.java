package dev.rollcall.store.fdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreFixture;
import dev.rollcall.store.memory.MemoryStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who uses FoundationDB must install two things, and is told which is missing; nobody else needs either. */
class FdbClientMissingTest {
  private static final String FDB_JAVA = "fdb-java";

  /** Tries both stores in a process of its own. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) {
      try (Store store = new MemoryStore()) {
        StoreFixture.commit(store, t -> t.set(Bytes.utf8("key"), Bytes.utf8("value")));
        System.out.println("memory: " + StoreFixture.read(store, Bytes.utf8("key")).toUtf8());
      }
      for (int i = 0; i < 2; i++) {
        try {
          FdbStore.open(FdbOptions.DEFAULT.withPrefix(Bytes.utf8("p"))).close();
          System.out.println("opened");
        } catch (ClientMissingException e) {
          System.out.println("missing: " + e.getMessage());
        }
      }
    }
  }

  @Test
  void withoutTheBindingTheEmbeddedStoreWorksAndTheOtherNamesTheDependency() throws Exception {
    List<String> output;
    try (ChildJvm child = ChildJvm.start(Main.class, ChildJvm.classPathWithout(FDB_JAVA), Map.of())) {
      output = child.finish();
    }
    assertThat(output).hasSize(3);
    assertThat(output.get(0)).isEqualTo("memory: value");
    assertThat(output.subList(1, 3)).allSatisfy(line -> assertThat(line)
        .startsWith("missing: FoundationDB's Java binding is not on the class path")
        .contains("com/apple/foundationdb/", "org.foundationdb:fdb-java"));
  }

  /** A machine that has the native client where the system looks for libraries opens the store even so. */
  @Test
  void withoutTheNativeClientItIsNamed() throws Exception {
    List<String> output;
    try (ChildJvm child = ChildJvm.start(Main.class, Map.of("LD_LIBRARY_PATH", "no-such-directory"))) {
      output = child.finish();
    }
    assertThat(output).hasSizeGreaterThanOrEqualTo(3).contains("memory: value");
    List<String> told = output.stream().filter(line -> line.startsWith("missing: ")).toList();
    assertThat(told).satisfiesAnyOf(
        none -> assertThat(output.subList(1, 3)).containsOnly("opened"),
        both -> assertThat(both).hasSize(2).allSatisfy(line -> assertThat(line)
            .startsWith("missing: FoundationDB's native client cannot be loaded")
            .contains("foundationdb-clients", "libfdb_c.so", "LD_LIBRARY_PATH")));
  }

  @Test
  void anUnsatisfiedLinkIsTheNativeClients() {
    UnsatisfiedLinkError error = new UnsatisfiedLinkError("libfdb_c.so: cannot open shared object file");
    assertThat(ClientMissingException.from(error)).hasCause(error)
        .hasMessageContaining("native client").hasMessageContaining("cannot open shared object file")
        .hasMessageContaining("foundationdb-clients");
  }

  @Test
  void aClassThatIsNotThereIsTheBindings() {
    NoClassDefFoundError error = new NoClassDefFoundError("com/apple/foundationdb/FDB");
    assertThat(ClientMissingException.from(error)).hasCause(error)
        .hasMessageContaining("Java binding").hasMessageContaining("org.foundationdb:fdb-java");
  }

  @Test
  void aClassThatFailedToStartBeforeIsStillTheNativeClients() {
    NoClassDefFoundError error = new NoClassDefFoundError("Could not initialize class com.apple.foundationdb.FDB");
    assertThat(ClientMissingException.from(error)).hasMessageContaining("native client");
  }

  @Test
  void anErrorWithoutAMessageIsToldEvenSo() {
    assertThat(ClientMissingException.from(new UnsatisfiedLinkError())).hasMessageContaining("native client");
  }
}
