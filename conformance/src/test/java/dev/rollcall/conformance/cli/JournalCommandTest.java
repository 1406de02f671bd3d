package dev.rollcall.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.NodeId;
import dev.rollcall.conformance.journal.JournalLines;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.Change;
import dev.rollcall.protocol.schema.JournalEvent;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.Versionstamp;
import dev.rollcall.store.fdb.FdbOptions;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.FaultScript;
import dev.rollcall.store.memory.MemoryStore;
import dev.rollcall.store.memory.ScriptedStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalCommandTest {
  private static final Keys KEYS = new Keys("orders");

  private final MemoryStore store = new MemoryStore();
  private final List<FdbOptions> opened = new ArrayList<>();
  private boolean closed;

  /** A store that outlives its closing, so that several commands can read it. */
  private Store open(FdbOptions location) {
    opened.add(location);
    closed = false;
    return new Store() {
      @Override
      public Transaction begin() {
        return store.begin();
      }

      @Override
      public void close() {
        closed = true;
      }
    };
  }

  private CommandRun run(String... more) {
    List<String> all = new ArrayList<>(List.of("journal", "--cluster", "orders"));
    all.addAll(List.of(more));
    return CommandRun.of(this::open, all.toArray(String[]::new));
  }

  private Versionstamp happens(long view) {
    JournalEvent event = new JournalEvent(1_000 * view, "NodeJoinComplete", NodeId.of("n1"), 1, 1, Optional.empty(),
        List.of(new Change.OfView(view)));
    try (Transaction transaction = store.begin()) {
      Journal.keeping(Duration.ofDays(1)).append(transaction, KEYS, () -> event);
      return ((CommitOutcome.Committed) transaction.commit()).versionstamp();
    }
  }

  private void damage(Versionstamp event) {
    try (Transaction transaction = store.begin()) {
      transaction.set(KEYS.journal().concat(event.toBytes()).concat(Bytes.of((byte) 0, (byte) 0)), Bytes.EMPTY);
      transaction.commit();
    }
  }

  private static List<Long> views(CommandRun run) throws IOException {
    List<Long> views = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      JsonNode json = new ObjectMapper().readTree(line);
      views.add(json.at("/changes/0/number").asLong());
    }
    return views;
  }

  @Test
  void everyEventIsALineOldestFirst() throws IOException {
    for (int view = 1; view <= 3; view++) {
      happens(view);
    }
    CommandRun run = run();
    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(views(run)).containsExactly(1L, 2L, 3L);
    assertThat(closed).isTrue();
  }

  @Test
  void exportGoesOnWhereItStopped() throws IOException {
    for (int view = 1; view <= 5; view++) {
      happens(view);
    }
    CommandRun first = run("--limit", "2");
    assertThat(views(first)).containsExactly(1L, 2L);
    String last = new ObjectMapper().readTree(first.out().lines().skip(1).findFirst().orElseThrow())
        .get("versionstamp").asText();
    assertThat(views(run("--after", last, "--limit", "9"))).containsExactly(3L, 4L, 5L);
  }

  @Test
  void aJournalWithoutEventsIsRemarkedOn() {
    CommandRun run = run();
    assertThat(run.exit()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("no events");
  }

  @Test
  void aDamagedEventIsNamedWithTheWayAround() throws IOException {
    happens(1);
    Versionstamp second = happens(2);
    happens(3);
    damage(second);
    CommandRun run = run();
    assertThat(run.exit()).isEqualTo(2);
    assertThat(views(run)).containsExactly(1L);
    String wayOn = "--after " + JournalLines.text(second);
    assertThat(run.err()).startsWith("error: value of key 'cluster/orders/journal/").contains(wayOn)
        .doesNotContain("\tat ");
    assertThat(views(run(wayOn.split(" ")))).containsExactly(3L);
  }

  @Test
  void aStoreThatIsLostIsTold() {
    Store lost = new ScriptedStore(store, FaultScript.always(Fault.UNAVAILABLE));
    CommandRun run = CommandRun.of(location -> lost, "journal", "--cluster", "orders");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: the store cannot be reached").doesNotContain("\tat ");
  }

  @Test
  void theStoreIsOpenedWhereTheOptionsSay() {
    run();
    run("--cluster-file", "fdb.cluster", "--directory", "apps/rollcall");
    run("--prefix", "15aB");
    assertThat(opened).containsExactly(
        FdbOptions.DEFAULT.withExistingDirectory("rollcall"),
        FdbOptions.DEFAULT.withClusterFile(Path.of("fdb.cluster")).withExistingDirectory("apps", "rollcall"),
        FdbOptions.DEFAULT.withPrefix(Bytes.of((byte) 0x15, (byte) 0xab)));
  }

  @ParameterizedTest
  @CsvSource({"--after,12", "--after,zz", "--after,ffffffffffffffffffff", "--directory,a//b",
      "--directory,''", "--prefix,1", "--prefix,xy", "--prefix,ff", "--cluster,a/b"})
  void whatCannotBeMeantIsNamedWithItsOption(String option, String value) {
    CommandRun run = option.equals("--cluster")
        ? CommandRun.of(this::open, "journal", option, value) : run(option, value);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: " + option).doesNotContain("\tat ");
    assertThat(opened).isEmpty();
  }

  @Test
  void aStoreIsInADirectoryOrUnderAPrefixAndNotBoth() {
    CommandRun run = run("--directory", "a", "--prefix", "00");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: --directory and --prefix");
  }

  @Test
  void aFoundationDbThatCannotBeOpenedIsTold() {
    CommandRun run = CommandRun.of("journal", "--cluster", "orders", "--cluster-file", "no-such-file");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: ").containsAnyOf("no-such-file", "libfdb_c").doesNotContain("\tat ");
  }
}
