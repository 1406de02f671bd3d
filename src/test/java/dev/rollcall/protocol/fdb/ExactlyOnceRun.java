package dev.rollcall.protocol.fdb;

import dev.rollcall.MembershipConfig;
import dev.rollcall.protocol.ElectPrimary;
import dev.rollcall.protocol.NodeJoin;
import dev.rollcall.protocol.NodeJoinComplete;
import dev.rollcall.protocol.NodeLeave;
import dev.rollcall.protocol.NodeLeaveComplete;
import dev.rollcall.protocol.PrimaryStepDown;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.SendHeartbeat;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.SyncViews;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.ReadView;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.fdb.FdbCluster;
import dev.rollcall.store.fdb.FdbStore;
import dev.rollcall.store.memory.MemoryStore;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Three nodes do the same on a FoundationDB whose commits often end without an outcome and on an embedded store where
 * nothing fails. Whatever was met, both must hold the same in the end, and after every step.
 */
final class ExactlyOnceRun {
  private static final int STEPS = 400;
  private static final int TRIES = 200;
  private static final List<ProtocolAction> ACTIONS = List.of(
      new NodeJoin(), new NodeJoinComplete(), new SendHeartbeat(), new ElectPrimary(), new PrimaryStepDown(),
      new SyncViews(), new NodeLeave(), new NodeLeaveComplete());

  /** A node as it should be and as it is. */
  private record Pair(Member ideal, Member real) {}

  private final Keys keys = new Keys("test");
  private final MemoryStore memory = new MemoryStore();
  private final Store store;
  private final Random random;
  private final List<Pair> nodes;
  private long nanos = 1_000;

  private ExactlyOnceRun(Store store, Random random) {
    this.store = store;
    this.random = random;
    this.nodes = Stream.of("n1", "n2", "n3").map(id -> new Pair(
        new Member(id, memory, keys, MembershipConfig.DEFAULT, () -> nanos, line -> {}),
        new Member(id, new HurriedStore(store, random), keys, MembershipConfig.DEFAULT, () -> nanos, line -> {})))
        .toList();
  }

  /**
   * @param args prefix and seed
   */
  public static void main(String[] args) {
    try (Store store = FdbStore.open(FdbCluster.at(Bytes.utf8(args[0])))) {
      ExactlyOnceRun run = new ExactlyOnceRun(store, new Random(Long.parseLong(args[1])));
      int performed = 0;
      for (int i = 0; i < STEPS; i++) {
        performed += run.step() ? 1 : 0;
      }
      System.out.println("performed " + performed);
      System.out.println("unknown " + run.nodes.stream().mapToInt(pair -> pair.real.unknowns()).sum());
    }
  }

  private boolean step() {
    nanos += 1_000_000;
    Pair node = nodes.get(random.nextInt(nodes.size()));
    ProtocolAction action = ACTIONS.get(random.nextInt(ACTIONS.size()));
    if (action.actsWithoutStore() && node.ideal.leaseLeft().isZero()) {
      // Where the store seems unavailable this would do something that the other side, where it never is, does not.
      return false;
    }
    boolean alone = action instanceof PrimaryStepDown && random.nextBoolean();
    node.ideal.isolated(alone);
    node.real.isolated(alone);
    StepOutcome expected = node.ideal.tries(action, null);
    StepOutcome outcome = untilAnswered(node.real, action);
    node.ideal.isolated(false);
    node.real.isolated(false);
    String step = action.name() + " by " + node.real.id;
    requireEqual(step, expected, outcome);
    requireEqual("the store after " + step, contents(memory), contents(store));
    return outcome instanceof StepOutcome.Performed;
  }

  /** Until the store was reached, nobody seemed to interfere, and it is known what became of it. */
  private static StepOutcome untilAnswered(Member member, ProtocolAction action) {
    for (int i = 0; i < TRIES; i++) {
      StepOutcome outcome = member.hasToSettle() ? member.settles() : member.tries(action, null);
      boolean refused = outcome instanceof StepOutcome.Refused refusal
          && List.of(Refusal.CONFLICT, Refusal.STORE_UNAVAILABLE, Refusal.LEASE_STILL_LIVE).contains(refusal.reason());
      if (!refused && !member.hasToSettle()) {
        return outcome;
      }
    }
    throw new AssertionError(action.name() + " by " + member.id + " was not answered in " + TRIES + " tries");
  }

  /** What a store holds but for receipts, and with only the incarnations of heartbeats, which may be sent twice. */
  private Map<Bytes, Object> contents(Store from) {
    return read(from, reads -> {
      Map<Bytes, Object> contents = new TreeMap<>();
      for (KeyValue entry : reads.getRange(KeyRange.ALL)) {
        if (!entry.key().toString().contains("receipts")) {
          contents.put(entry.key(), entry.value());
        }
      }
      new Registry(reads, keys).heartbeats().forEach(
          (id, heartbeat) -> contents.put(keys.heartbeat(id), heartbeat.incarnation()));
      return contents;
    });
  }

  private static <T> T read(Store from, Function<ReadView, T> reading) {
    for (int i = 1; ; i++) {
      try (Transaction transaction = from.begin()) {
        return reading.apply(transaction);
      } catch (StoreUnavailableException e) {
        if (i == TRIES) {
          throw e;
        }
      }
    }
  }

  private static void requireEqual(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError(what + "\nexpected: " + expected + "\nbut was:  " + actual);
    }
  }
}
