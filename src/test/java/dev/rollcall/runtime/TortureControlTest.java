package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorId;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import dev.rollcall.PrimaryInfo;
import dev.rollcall.runtime.FencedWrites.Write;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link TortureTest} would notice: each of its checks is shown what it must not let pass. */
class TortureControlTest {
  private static final NodeId SELF = NodeId.of("t1");
  private static final NodeId OTHER = NodeId.of("t2");
  private static final ActorId ACTOR = ActorId.of("actor1");
  private static final MembershipView ALONE = MembershipView.NONE.with(SELF);
  private static final MembershipView BOTH = ALONE.with(OTHER);
  private static final PrimaryInfo FIRST = new PrimaryInfo(SELF, 1, 1, Instant.EPOCH);
  private static final PrimaryInfo SECOND = new PrimaryInfo(OTHER, 2, 2, Instant.EPOCH);

  @Test
  void a_clock_beyond_the_drift_that_is_allowed_makes_two_primaries_and_runs_actors_twice() {
    try (Torture torture = new Torture(1)) {
      torture.startCalmly(4);
      assertThat(torture.log().findings()).isEmpty();
      TortureMember primary = torture.primary();
      primary.clock().run(0.1, 0.1);
      primary.way().cut();
      Await.until(() -> "two primaries and an actor that runs twice are seen, not " + torture.log().findings(),
          () -> isSeen(torture, "of primary: claimed by " + primary.node())
              && isSeen(torture, "of actor1: claimed by " + primary.node()));
    }
  }

  private static boolean isSeen(Torture torture, String what) {
    return torture.log().findings().stream().anyMatch(finding -> finding.contains(what));
  }

  @Test
  void an_older_claim_is_wrong_after_a_newer_one_and_not_before() {
    Claims claims = new Claims();
    assertThat(claims.add("primary", 2, "t2#2", 20, 30)).isEmpty();
    assertThat(claims.add("primary", 1, "t1#1", 10, 40)).as("may have been before").isEmpty();
    assertThat(claims.add("actor1", 1, "t1#1", 40, 50)).as("something else").isEmpty();
    assertThat(claims.add("primary", 1, "t1#1", 31, 40)).isNotEmpty();
  }

  @Test
  void two_claims_to_one_term_are_wrong_whenever_they_are_made() {
    Claims claims = new Claims();
    assertThat(claims.add("primary", 1, "t1#1", 10, 20)).isEmpty();
    assertThat(claims.add("primary", 1, "t2#2", 10, 20)).isNotEmpty();
  }

  @Test
  void a_stale_write_is_found_in_what_the_store_holds() {
    MemoryStore store = new MemoryStore();
    FencedWrites writes = new FencedWrites();
    write(store, new Write("primary", 1, "t1#1"));
    write(store, new Write("primary", 2, "t2#2"));
    write(store, new Write("actor1", 1, "t1#1"));
    assertThat(writes.check(store)).isEmpty();
    write(store, new Write("primary", 1, "t1#1"));
    assertThat(writes.check(store)).singleElement().asString().contains("stale write");
    assertThat(writes.checked()).isEqualTo(4);
  }

  @Test
  void two_writers_in_one_term_are_found() {
    FencedWrites writes = new FencedWrites();
    assertThat(writes.add(new Write("primary", 1, "t1#1"))).isEmpty();
    assertThat(writes.add(new Write("primary", 1, "t2#2"))).isNotEmpty();
  }

  private static void write(MemoryStore store, Write write) {
    try (Transaction transaction = store.begin()) {
      FencedWrites.append(transaction, write);
      transaction.commit();
    }
  }

  /** Events in an order in which no member may tell them. */
  enum Forged {
    JOINED_TWICE(order -> order.joined(SELF, ALONE)),
    JOINED_BEFORE_THE_VIEW_CHANGED(order -> order.joined(OTHER, BOTH)),
    NOT_JOINED(order -> {
      order.viewChanged(ALONE, BOTH);
      order.viewChanged(BOTH, BOTH.without(OTHER));
    }),
    LEFT_BUT_NEVER_JOINED(order -> order.left(OTHER, ALONE)),
    FAILED_BUT_NEVER_JOINED(order -> order.failed(OTHER, ALONE)),
    A_VIEW_LEFT_OUT(order -> order.viewChanged(BOTH, BOTH.without(OTHER))),
    AN_OLDER_VIEW(order -> {
      order.left(SELF, ALONE);
      order.viewChanged(MembershipView.NONE, ALONE);
    }),
    SUSPECTS_ITSELF(order -> order.suspected(SELF)),
    ELECTED_WHILE_ANOTHER_IS(order -> {
      order.primaryElected(FIRST);
      order.primaryElected(SECOND);
    }),
    LOST_BUT_NEVER_ELECTED(order -> order.primaryLost(FIRST)),
    AN_OLDER_TERM(order -> {
      order.primaryElected(SECOND);
      order.primaryLost(SECOND);
      order.primaryElected(FIRST);
    }),
    LEASE_LOST_TWICE(order -> {
      order.leaseLost();
      order.leaseLost();
    }),
    LEASE_REGAINED_BUT_NEVER_LOST(EventOrder::leaseRegained),
    ACTIVATED_TWICE(order -> {
      order.activated(ACTOR, 1);
      order.activated(ACTOR, 2);
    }),
    DEACTIVATED_BUT_NEVER_ACTIVATED(order -> order.deactivated(ACTOR, 1)),
    AN_OLDER_EPOCH(order -> {
      order.activated(ACTOR, 2);
      order.deactivated(ACTOR, 2);
      order.activated(ACTOR, 1);
    }),
    LEFT_BEFORE_DEACTIVATED(order -> {
      order.activated(ACTOR, 1);
      order.left(SELF, ALONE);
    });

    private final Consumer<EventOrder> events;

    Forged(Consumer<EventOrder> events) {
      this.events = events;
    }
  }

  @ParameterizedTest
  @EnumSource
  void events_out_of_order_are_found(Forged forged) {
    List<String> wrong = new ArrayList<>();
    EventOrder order = new EventOrder(SELF, wrong::add);
    order.viewChanged(MembershipView.NONE, ALONE);
    order.joined(SELF, ALONE);
    assertThat(wrong).isEmpty();
    forged.events.accept(order);
    assertThat(wrong).isNotEmpty();
  }

  @Test
  void what_is_wrong_is_told_with_the_latest_events_of_the_nodes_that_it_names() {
    TortureLog log = new TortureLog();
    log.tell("t1", "t1/1 leaves");
    log.tell("t11", "t11/2 joins");
    log.wrong("t1/1 does not answer");
    assertThat(log.findings()).singleElement().asString().contains("t1/1 leaves").doesNotContain("t11");
    assertThat(log.missing()).isNotEmpty();
  }
}
