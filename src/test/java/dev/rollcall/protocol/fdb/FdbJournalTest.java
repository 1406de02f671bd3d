package dev.rollcall.protocol.fdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.protocol.NodeJoin;
import dev.rollcall.protocol.NodeJoinComplete;
import dev.rollcall.protocol.NodeLeave;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.SendHeartbeat;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.journal.JournalEntry;
import dev.rollcall.protocol.journal.JournalReader;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Store;
import dev.rollcall.store.Versionstamp;
import dev.rollcall.store.fdb.FdbCluster;
import dev.rollcall.store.fdb.FdbStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The journal on a live cluster: in the order of commits, bounded, and in nobody's way. */
@FdbCluster.Needed
@Timeout(120)
class FdbJournalTest {
  private final Keys keys = new Keys("test");
  private final Store store = FdbStore.open(FdbCluster.freshPlace());
  private final AtomicLong nanos = new AtomicLong();

  @AfterEach
  void close() {
    store.close();
  }

  private Member member(String id, Duration retention) {
    return new Member(id, store, keys, MembershipConfig.DEFAULT, nanos::get, line -> {}, Journal.keeping(retention));
  }

  private static void does(Member member, ProtocolAction action) {
    assertThat(member.tries(action, null)).as("%s by %s", action.name(), member.id)
        .isInstanceOf(StepOutcome.Performed.class);
  }

  private List<JournalEntry> read(int page) {
    List<JournalEntry> entries = new ArrayList<>();
    new JournalReader(store, keys, page).read(Versionstamp.NONE, Long.MAX_VALUE, entries::add);
    return entries;
  }

  @Test
  void eventsAreInTheOrderOfCommitsAndReadByThePage() {
    Member n1 = member("n1", Duration.ofHours(1));
    Member n2 = member("n2", Duration.ofHours(1));
    does(n1, new NodeJoin());
    does(n2, new NodeJoin());
    does(n2, new NodeJoinComplete());
    does(n1, new SendHeartbeat());
    does(n1, new NodeLeave());
    List<JournalEntry> entries = read(2);
    assertThat(entries).extracting(entry -> entry.event().action() + " " + entry.event().node()).containsExactly(
        "NodeJoin n1", "NodeJoin n2", "NodeJoinComplete n2", "SendHeartbeat n1", "NodeLeave n1");
    assertThat(entries).extracting(JournalEntry::versionstamp).isSorted().doesNotHaveDuplicates();
    assertThat(read(1_000)).isEqualTo(entries);
  }

  @Test
  void membersThatWriteDownAndTidyUpAtOnceDoNotConflict() throws Exception {
    int nodes = 16;
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      Member member = member("n" + i, Duration.ofMillis(1));
      does(member, new NodeJoin());
      if (i > 0) {
        does(member, new NodeJoinComplete());
      }
      members.add(member);
    }
    ExecutorService executor = Executors.newFixedThreadPool(nodes);
    try {
      List<Future<?>> beating = new ArrayList<>();
      for (Member member : members) {
        beating.add(executor.submit(() -> {
          for (int i = 0; i < 20; i++) {
            nanos.addAndGet(5_000_000);
            does(member, new SendHeartbeat());
          }
        }));
      }
      for (Future<?> each : beating) {
        each.get(60, TimeUnit.SECONDS);
      }
    } finally {
      executor.shutdownNow();
    }
    // 351 events were written, and nearly all were out of date at once.
    assertThat(read(1_000)).hasSizeLessThan(150);
  }
}
