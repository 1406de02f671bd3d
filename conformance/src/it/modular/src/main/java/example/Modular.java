package example;

import dev.rollcall.NodeId;
import dev.rollcall.runtime.ClusterMember;
import dev.rollcall.store.memory.MemoryStore;
import java.util.concurrent.TimeUnit;

/** Joins and leaves, as a module. */
public final class Modular {
  public static void main(String[] args) throws Exception {
    try (ClusterMember member = ClusterMember.of("example", NodeId.of("n1"), new MemoryStore()).start()) {
      Module rollcall = ClusterMember.class.getModule();
      System.out.println(member.join().get(30, TimeUnit.SECONDS) + " by module " + rollcall.getName());
      member.leave().get(30, TimeUnit.SECONDS);
    }
  }
}
