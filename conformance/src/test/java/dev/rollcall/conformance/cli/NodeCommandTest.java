package dev.rollcall.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorId;
import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.conformance.operate.Pace;
import dev.rollcall.protocol.Eviction;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.runtime.ClusterMember;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.fdb.FdbOptions;
import dev.rollcall.store.memory.MemoryStore;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node's process on an embedded store, in real time and in a hurry. */
@Timeout(60)
class NodeCommandTest {
  private static final NodeId N1 = NodeId.of("n1");
  private static final Keys KEYS = new Keys("orders");
  private static final String TIMES = " --lease 0.5 --failure-timeout 0.8";

  private final MemoryStore shared = new MemoryStore();
  private final List<FdbOptions> opened = new ArrayList<>();
  private final CompletableFuture<Runnable> signal = new CompletableFuture<>();
  private volatile boolean away;
  @TempDir private Path temp;

  private Store open(FdbOptions location) {
    opened.add(location);
    return new Store() {
      @Override
      public Transaction begin() {
        if (away) {
          throw StoreUnavailableException.withoutStackTrace("away");
        }
        return shared.begin();
      }

      @Override
      public void close() {}
    };
  }

  private CommandRun run(String options) {
    Outside outside = new Outside(this::open, Pace.REAL, Operator.REAL, signal::complete);
    return CommandRun.of(outside, ("node --cluster orders " + options).split(" "));
  }

  private CompletableFuture<CommandRun> start(String options) {
    CompletableFuture<CommandRun> run = new CompletableFuture<>();
    new Thread(() -> run.complete(run("--id n1 --address host:1" + TIMES + options)), "node").start();
    return run;
  }

  private NodeState state() {
    NodeRecord record = new Registry(shared.snapshot(), KEYS).record(N1);
    return record == null ? NodeState.LEFT : record.state();
  }

  private static void await(BooleanSupplier holds) throws InterruptedException {
    while (!holds.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Test
  void it_leaves_and_ends_when_it_is_evicted() throws Exception {
    CompletableFuture<CommandRun> run = start(" --actors cart");
    await(() -> state() == NodeState.ACTIVE);
    assertThat(Eviction.ask(shared, KEYS, N1, 1)).isTrue();
    CommandRun ended = run.get();
    assertThat(ended.exit()).isZero();
    assertThat(ended.out()).contains(" event=evicted node=n1\n", " event=leaving node=n1\n", " event=gone node=n1\n");
  }

  @Test
  void it_joins_tells_what_happens_and_leaves_when_asked_to() throws Exception {
    CompletableFuture<CommandRun> run = start(" --actors cart,till --journal");
    await(() -> state() == NodeState.ACTIVE && shared.snapshot().get(
        KEYS.actors().placement(ActorId.of("till"))) != null);
    signal.get().run();
    CommandRun ended = run.get();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.exit()).isZero();
    assertThat(ended.out().lines()).allMatch(line -> line.matches(
        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z event=[a-z-]+ node=n1"
            + "( [a-zA-Z]+=(\"[^\"]*\"|[^ \"]+))*"));
    assertThat(ended.out()).contains(" event=started node=n1 cluster=orders address=host:1 pid=",
        " event=view node=n1 number=1 members=n1\n", " event=primary-elected node=n1 who=n1 term=1\n",
        " event=health node=n1 healthy=true state=Active lease=holds store=reachable waiting=\"\" complaints=\"\"\n",
        " event=activated node=n1 actor=cart epoch=1\n", " event=leaving node=n1\n",
        " event=deactivated node=n1 actor=till epoch=1\n", " event=gone node=n1\n");
    assertThat(state()).isEqualTo(NodeState.LEFT);
    assertThat(shared.snapshot().getRange(KEYS.journalRange())).isNotEmpty();
    assertThat(opened).allMatch(place -> place.equals(FdbOptions.DEFAULT.withDirectory("rollcall")));
  }

  @Test
  void a_second_signal_ends_it_at_once() throws Exception {
    CompletableFuture<CommandRun> run = start("");
    await(() -> state() == NodeState.ACTIVE);
    // So that it cannot leave before the second.
    away = true;
    signal.get().run();
    signal.get().run();
    CommandRun ended = run.get();
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.out()).contains(" event=ended-without-leaving node=n1 reason=\"asked a second time\"\n");
    assertThat(state()).isEqualTo(NodeState.ACTIVE);
  }

  @Test
  void leaving_takes_no_longer_than_it_may() throws Exception {
    CompletableFuture<CommandRun> run = start(" --leave-timeout 1");
    await(() -> state() == NodeState.ACTIVE);
    away = true;
    signal.get().run();
    CommandRun ended = run.get();
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.out()).contains("reason=\"leaving took longer than 1 s\"\n");
  }

  @Test
  void a_store_that_is_away_is_told_and_lived_through() throws Exception {
    CompletableFuture<CommandRun> run = start("");
    await(() -> state() == NodeState.ACTIVE);
    long since = System.nanoTime();
    away = true;
    await(() -> System.nanoTime() - since > TimeUnit.SECONDS.toNanos(2));
    away = false;
    long counter = new Registry(shared.snapshot(), KEYS).heartbeat(N1).orElseThrow().counter();
    await(() -> new Registry(shared.snapshot(), KEYS).heartbeat(N1).orElseThrow().counter() > counter + 8);
    signal.get().run();
    assertThat(run.get().out()).contains(" event=lease-lost node=n1\n", " lease=over store=unreachable ",
        " event=lease-regained node=n1\n", " event=gone node=n1\n");
  }

  @Test
  void another_live_process_with_its_id_is_not_waited_for() {
    MembershipConfig config = MembershipConfig.DEFAULT;
    try (ClusterMember other = ClusterMember.of("orders", N1, shared).config(config).address("elsewhere:2").start()) {
      other.join().join();
      CommandRun run = run("--id n1 --address host:1");
      assertThat(run.exit()).isEqualTo(2);
      assertThat(run.err()).isEqualTo("error: another live process is node n1 of cluster orders: incarnation 1, "
          + "address elsewhere:2. Have it leave, or stop it, or give this one another --id\n");
      assertThat(run.out()).contains(" event=waiting node=n1 reason=\"the record of an earlier process\" incarnation=1 "
          + "state=Active address=elsewhere:2\n");
      assertThat(other.state()).isEqualTo(NodeState.ACTIVE);
    }
  }

  @Test
  void the_record_of_a_dead_process_is_waited_for() throws Exception {
    ClusterMember dead = ClusterMember.of("orders", N1, shared).address("old:1").start();
    dead.join().join();
    dead.close();
    CompletableFuture<CommandRun> run = start("");
    await(() -> state() == NodeState.ACTIVE
        && new Registry(shared.snapshot(), KEYS).record(N1).address().equals("host:1"));
    signal.get().run();
    assertThat(run.get().exit()).isZero();
    assertThat(run.get().out()).contains(" event=waiting node=n1 ", " event=joined node=n1 who=n1 ");
  }

  @Test
  void who_is_superseded_ends() throws Exception {
    CompletableFuture<CommandRun> run = start("");
    await(() -> state() == NodeState.ACTIVE);
    away = true;
    try (ClusterMember next = ClusterMember.of("orders", N1, shared).config(new MembershipConfig(
        Duration.ofMillis(500), Duration.ofMillis(800), 0.01, Duration.ofMillis(800), 1, 4)).start()) {
      next.join().join();
      away = false;
      assertThat(run.get().exit()).isEqualTo(1);
    }
    assertThat(run.get().out()).contains(" event=superseded node=n1\n");
  }

  @Test
  void probes_listen_where_the_record_says() throws Exception {
    Path secret = Files.write(temp.resolve("secret"), new byte[32]);
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    CompletableFuture<CommandRun> run =
        start(" --probe-port " + port + " --probe-secret-file " + secret);
    await(() -> state() == NodeState.ACTIVE);
    assertThat(new Registry(shared.snapshot(), KEYS).record(N1).address()).isEqualTo("host:" + port);
    new Socket("localhost", port).close();
    signal.get().run();
    assertThat(run.get().exit()).isZero();
  }

  @Test
  void what_cannot_be_read_is_told() {
    try (Transaction transaction = shared.begin()) {
      transaction.set(KEYS.format(), Bytes.utf8("what is this?"));
      transaction.commit();
    }
    CommandRun run = run("--id n1 --address host:1");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: ").doesNotContain("\tat ");
  }

  @Test
  void a_store_that_cannot_be_opened_is_told() {
    away = true;
    CommandRun run = CommandRun.of(new Outside(place -> {
      throw StoreUnavailableException.withoutStackTrace("nobody answers");
    }, Pace.REAL, Operator.REAL, heard -> {}), "node", "--cluster", "orders", "--id", "n1", "--address", "host:1");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("error: the store cannot be reached: nobody answers; the node runs no more\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--address host", "--address host:99999", "--id a/b", "--votes 2 --successors 1",
      "--probe-port 7001", "--probe-secret-file nowhere", "--actors a//,b", "--lease 20"})
  void bad_options_are_named(String options) throws IOException {
    String rest = options.startsWith("--id") ? "--address host:1 " : options.startsWith("--address") ? "--id n1 "
        : "--id n1 --address host:1 ";
    CommandRun run = run(rest + options);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: ").contains(options.split(" ")[0]).doesNotContain("\tat ");
    assertThat(state()).isEqualTo(NodeState.LEFT);
  }
}
