package example;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.runtime.ClusterMember;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Three members: they have a primary, its process dies, another is elected, and the dead node comes back. */
public final class ThreeMembers {
  private static final MembershipConfig FAST = new MembershipConfig(
      Duration.ofMillis(600), Duration.ofMillis(900), 0.01, Duration.ofMillis(600), 1, 4);
  private static final MemoryStore STORE = new MemoryStore();
  private static final Map<NodeId, ClusterMember> MEMBERS = new TreeMap<>();

  public static void main(String[] args) throws Exception {
    for (String node : new String[] {"n1", "n2", "n3"}) {
      join(NodeId.of(node));
    }
    ClusterMember primary = awaitPrimary();
    MEMBERS.remove(primary.node()).close(); // Without leaving: to the others it is as if its process was killed.
    System.out.println(primary.node() + " dies");
    awaitPrimary();
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

  private static ClusterMember awaitPrimary() throws InterruptedException {
    for (long began = System.nanoTime(); System.nanoTime() - began < 30e9; Thread.sleep(10)) {
      for (ClusterMember member : MEMBERS.values()) {
        if (member.isPrimary()) {
          System.out.println(member.node() + " is primary: " + member.view());
          return member;
        }
      }
    }
    throw new IllegalStateException("none of " + MEMBERS.keySet() + " became primary within 30 s");
  }
}
