package dev.rollcall.protocol.fdb;

import dev.rollcall.MembershipConfig;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.fdb.FdbCluster;
import dev.rollcall.store.fdb.FdbStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** A member that goes on until it is killed. It says when it sends a commit and when it has its outcome. */
final class MemberRun {
  static final String ATTEMPT = "commits";
  static final String OUTCOME = "committed";
  static final MembershipConfig CONFIG = new MembershipConfig(
      Duration.ofMillis(300), Duration.ofMillis(500), 0.01, Duration.ofMillis(400), 1, 4);

  private static final int TURNS_A_RESIGNATION = 30;
  private static final int TURNS_A_LEAVE = 100;
  private static final int PAUSE_MILLIS = 5;

  /** What a transaction may do without writing. */
  private static final Set<String> READS = Set.of("get", "getRange", "snapshot", "commit", "close");

  /** A store that says when the commit of a writing transaction begins and when it is over. */
  private record AnnouncingStore(Store store) implements Store {
    @Override
    public Transaction begin() {
      Transaction transaction = store.begin();
      AtomicBoolean writes = new AtomicBoolean();
      Class<?>[] interfaces = {Transaction.class};
      ClassLoader loader = Transaction.class.getClassLoader();
      return (Transaction) Proxy.newProxyInstance(loader, interfaces, (self, call, args) -> {
        writes.compareAndSet(false, !READS.contains(call.getName()));
        boolean commit = call.getName().equals("commit") && writes.get();
        if (commit) {
          System.out.println(ATTEMPT);
        }
        try {
          return call.invoke(transaction, args);
        } catch (InvocationTargetException e) {
          throw e.getCause();
        } finally {
          if (commit) {
            System.out.println(OUTCOME);
          }
        }
      });
    }

    @Override
    public void close() {
      store.close();
    }
  }

  private MemberRun() {}

  /**
   * @param args prefix, node and seed
   */
  public static void main(String[] args) throws InterruptedException {
    Random random = new Random(Long.parseLong(args[2]));
    try (Store store = new AnnouncingStore(FdbStore.open(FdbCluster.at(Bytes.utf8(args[0]))))) {
      Member member = new Member(args[1], store, new Keys("test"), CONFIG, System::nanoTime, System.out::println);
      Turns turns = new Turns(member);
      // Nobody is left to kill it when nobody listens any more.
      while (!System.out.checkError()) {
        turns.turn();
        if (random.nextInt(TURNS_A_RESIGNATION) == 0) {
          turns.resigns();
        }
        if (random.nextInt(TURNS_A_LEAVE) == 0) {
          turns.leaves();
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }
}
