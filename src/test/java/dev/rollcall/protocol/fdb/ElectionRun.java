package dev.rollcall.protocol.fdb;

import dev.rollcall.MembershipConfig;
import dev.rollcall.protocol.ElectPrimary;
import dev.rollcall.protocol.NodeJoin;
import dev.rollcall.protocol.NodeJoinComplete;
import dev.rollcall.protocol.PrimaryStepDown;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.SendHeartbeat;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.fdb.FdbCluster;
import dev.rollcall.store.fdb.FdbStore;
import java.time.Duration;

/** One node of several processes, all of which want to be primary, again and again; says which terms were its. */
final class ElectionRun {
  /** A lease that ends sooner is renewed. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final Member member;
  private final Store store;
  private final Keys keys = new Keys("test");
  private long conflicts;

  private ElectionRun(String node, Store store) {
    this.store = store;
    this.member = new Member(node, store, keys, MembershipConfig.DEFAULT, System::nanoTime, System.out::println);
  }

  /**
   * @param args prefix, node, nodes there will be, terms to go on for
   */
  public static void main(String[] args) {
    try (Store store = FdbStore.open(FdbCluster.at(Bytes.utf8(args[0])))) {
      new ElectionRun(args[1], store).run(Integer.parseInt(args[2]), Long.parseLong(args[3]));
    }
  }

  private void run(int nodes, long terms) {
    join();
    while (active() < nodes) {
      does(new SendHeartbeat());
    }
    long term = 0;
    while (term < terms) {
      if (member.leaseLeft().compareTo(MARGIN) < 0) {
        does(new SendHeartbeat());
      }
      if (does(new ElectPrimary()) || member.isPrimary()) {
        term = member.state().primaryTerm();
        resign();
      } else {
        term = term();
      }
    }
    resign();
    System.out.println("conflicts " + conflicts);
  }

  private void join() {
    while (!does(new NodeJoin())) {
      if (member.state().isRunning()) {
        return;
      }
    }
    if (!member.isPrimary()) {
      while (!does(new NodeJoinComplete())) {
        // Others may join at the same time.
      }
    }
  }

  /** Ends an office, as far as it has one: whoever cannot reach the others has to. */
  private void resign() {
    member.isolated(true);
    while (member.state().believesPrimary()) {
      StepOutcome outcome = answer(new PrimaryStepDown());
      if (outcome instanceof StepOutcome.Refused refused && refused.reason() != Refusal.CONFLICT) {
        throw new AssertionError(member.id + " believes to be primary, but " + refused.reason());
      }
    }
    member.isolated(false);
  }

  private boolean does(ProtocolAction action) {
    return answer(action) instanceof StepOutcome.Performed;
  }

  private StepOutcome answer(ProtocolAction action) {
    StepOutcome outcome = member.tries(action, null);
    while (member.hasToSettle()) {
      outcome = member.settles();
    }
    if (outcome instanceof StepOutcome.Refused refused && refused.reason() == Refusal.CONFLICT) {
      conflicts++;
    }
    return outcome;
  }

  private int active() {
    try (Transaction transaction = store.begin()) {
      return new Registry(transaction, keys).active().size();
    }
  }

  private long term() {
    try (Transaction transaction = store.begin()) {
      return new Registry(transaction, keys).primary().term();
    }
  }
}
