package example;

import dev.rollcall.ActorId;
import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.runtime.ClusterMember;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Three members: the primary's process dies, another is elected and moves its actor, and the dead node comes back. */
public final class ThreeMembers {
  private static final MembershipConfig FAST = new MembershipConfig(
      Duration.ofMillis(600), Duration.ofMillis(900), 0.01, Duration.ofMillis(600), 1, 4);
  private static final MemoryStore STORE = new MemoryStore();
  private static final ActorId CART = ActorId.of("cart-7");
  private static final Map<NodeId, ClusterMember> MEMBERS = new TreeMap<>();

  public static void main(String[] args) throws Exception {
    for (String node : new String[] {"n1", "n2", "n3"}) {
      join(NodeId.of(node));
    }
    ClusterMember primary = await("is primary", ClusterMember::isPrimary);
    primary.actors().activate(CART).get(30, TimeUnit.SECONDS);
    await("runs " + CART, member -> member.actors().runs(CART));
    MEMBERS.remove(primary.node()).close(); // Without leaving: to the others it is as if its process was killed.
    System.out.println(primary.node() + " dies");
    await("is primary", ClusterMember::isPrimary);
    await("runs " + CART, member -> member.actors().runs(CART)).actors().deactivate(CART).get(30, TimeUnit.SECONDS);
    join(primary.node());
    for (ClusterMember member : MEMBERS.values()) {
      member.leave().get(30, TimeUnit.SECONDS);
      System.out.println(member.node() + " has left");
    }
  }

  private static void join(NodeId node) throws Exception {
    ClusterMember member = ClusterMember.of("example", node, STORE).config(FAST).start();
    MEMBERS.put(node, member);
    System.out.println(node + " has joined: " + member.join().get(30, TimeUnit.SECONDS));
  }

  private static ClusterMember await(String what, Predicate<ClusterMember> is) throws InterruptedException {
    for (long began = System.nanoTime(); System.nanoTime() - began < 30e9; Thread.sleep(10)) {
      for (ClusterMember member : MEMBERS.values()) {
        if (is.test(member)) {
          System.out.println(member.node() + " " + what + " in " + member.view());
          return member;
        }
      }
    }
    throw new IllegalStateException("none of " + MEMBERS.keySet() + " " + what + " after 30 s");
  }
}
