package dev.rollcall.example;

import dev.rollcall.NodeId;
import dev.rollcall.runtime.ClusterMember;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;

/** One member, from joining to leaving, that writes something while it is primary. */
final class FirstMember {
  private FirstMember() {}

  static void run(Store store) {
    try (ClusterMember member = ClusterMember.of("orders", NodeId.of("n1"), store).start()) {
      System.out.println("member of " + member.join().join());
      member.fence().ifPresent(fence -> {
        try (Transaction transaction = store.begin()) {
          fence.check(transaction); // Holds until the commit, or the commit fails.
          transaction.set(Bytes.utf8("last-order"), Bytes.utf8("4711"));
          transaction.commit();
        }
      });
      member.leave().join();
    }
  }
}
