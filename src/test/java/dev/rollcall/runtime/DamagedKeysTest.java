package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorId;
import dev.rollcall.ActorListener;
import dev.rollcall.MembershipConfig;
import dev.rollcall.MembershipListener;
import dev.rollcall.NodeId;
import dev.rollcall.Tags;
import dev.rollcall.detector.PeerProbes;
import dev.rollcall.migration.LeastLoaded;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.StoreFixture;
import dev.rollcall.store.memory.MemoryStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** However often damaged keys are met, and however many they are, little is said of them, and not once they are mended. */
class DamagedKeysTest {
  private static final MembershipConfig CONFIG = MembershipConfig.DEFAULT;
  private static final Bytes GARBAGE = Bytes.of((byte) 99);

  private final Keys keys = new Keys("test");
  private final MemoryStore store = new MemoryStore();
  private final List<String> told = new ArrayList<>();
  private final List<String> logged = new ArrayList<>();
  private final List<Runnable> toTell = new ArrayList<>();
  private long nowNanos;
  private final Core core = new Core(
      new NodeContext(NodeId.of("n1"), "n1:1", Tags.NONE, keys, store, () -> nowNanos,
          () -> Instant.EPOCH.plusNanos(nowNanos), peer -> true, CONFIG, UUID::randomUUID, Journal.OFF),
      Protocol.standard(), MemberSettings.of(CONFIG), new Surroundings(
          new MembershipListener() {
            @Override
            public void damaged(String key, String problem) {
              told.add(key);
            }
          }, ActorListener.SILENT, MemberMetrics.NONE, toTell::add, Runnable::run, Runnable::run, time -> false,
          PeerProbes.NONE, new LeastLoaded(), () -> CompletableFuture.completedFuture(null), () -> 0.5, () -> {}));
  private final DamagedKeys damaged = new DamagedKeys(core, (Logger) Proxy.newProxyInstance(
      Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
        logged.add(method.getName());
        return null;
      }));

  private Bytes placement(int number) {
    return keys.actors().placement(ActorId.of("a" + number));
  }

  private void tell() {
    for (int i = 0; i < toTell.size(); i++) {
      toTell.get(i).run();
    }
    toTell.clear();
  }

  private void meets(int many) {
    for (int i = 0; i < many; i++) {
      damaged.found(new DamagedValueException(placement(i), "garbage"));
    }
    tell();
  }

  private void pass(Duration time) {
    nowNanos += time.toNanos();
  }

  @Test
  void eachIsToldOnceAndLoggedOnceALeaseAndManyAreNot() {
    int leases = 3;
    for (int i = 0; i < 100 * leases; i++) {
      meets(2 * DamagedKeys.MOST);
      pass(CONFIG.leaseDuration().dividedBy(100));
    }
    assertThat(told).hasSize(DamagedKeys.MOST).doesNotHaveDuplicates().contains(Keys.describe(placement(0)));
    assertThat(logged).hasSize(leases * DamagedKeys.MOST).containsOnly("error");
    assertThat(damaged.complaints()).hasSize(DamagedKeys.MOST + 1);
  }

  @Test
  void oneThatIsMendedIsForgottenAndToldAgainIfItIsDamagedAgain() {
    StoreFixture.commit(store, transaction -> transaction.set(placement(0), GARBAGE));
    meets(2);
    for (int i = 0; i < 4; i++) {
      pass(core.settings().lookInterval());
      damaged.run();
    }
    assertThat(damaged.complaints()).singleElement().extracting(Complaint::text).asString()
        .contains(Keys.describe(placement(0)));
    StoreFixture.commit(store, transaction -> transaction.clear(placement(0)));
    pass(core.settings().lookInterval());
    damaged.run();
    assertThat(damaged.complaints()).isEmpty();
    assertThat(damaged.run()).isEqualTo(Alarm.NEVER);
    meets(1);
    assertThat(told).hasSize(3);
  }
}
