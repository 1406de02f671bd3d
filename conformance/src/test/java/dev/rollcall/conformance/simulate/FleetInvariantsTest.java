package dev.rollcall.conformance.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorId;
import dev.rollcall.MembershipConfig;
import dev.rollcall.protocol.Guard;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.protocol.SendHeartbeat;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a fleet's invariants notice, each of them. */
class FleetInvariantsTest {
  private static final MembershipConfig CONFIG = MembershipConfig.DEFAULT;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final MemoryStore store = new MemoryStore();

  private Fleet fleet(Protocol protocol) {
    Fleet fleet = new Fleet(store, UnaryOperator.identity(), protocol, CONFIG, MemberSettings.of(CONFIG),
        FleetListener.SILENT, 1);
    for (int i = 0; i < 5; i++) {
      fleet.add();
    }
    return fleet;
  }

  private FleetInvariants started(Fleet fleet) {
    FleetInvariants invariants = new FleetInvariants(fleet);
    fleet.members().forEach(FleetMember::start);
    fleet.time().pass(Duration.ofSeconds(5));
    fleet.members().get(0).driver().actors().activate(ActorId.of("cart"));
    fleet.time().pass(Duration.ofSeconds(5));
    return invariants;
  }

  private void change(Consumer<Transaction> change) {
    try (Transaction transaction = store.begin()) {
      change.accept(transaction);
      transaction.commit();
    }
  }

  /** Puts all keys back to what they are now. */
  private Runnable backup() {
    try (Transaction transaction = store.begin()) {
      List<KeyValue> backup = List.copyOf(transaction.getRange(KeyRange.ALL));
      return () -> change(restoring -> {
        restoring.clearRange(KeyRange.ALL);
        backup.forEach(entry -> restoring.set(entry.key(), entry.value()));
      });
    }
  }

  @Test
  void every_property_is_asked_and_holds_where_nothing_is_broken() {
    Fleet fleet = fleet(Protocol.standard());
    FleetInvariants invariants = started(fleet);
    assertThat(invariants.violations()).isEmpty();
    assertThat(invariants.broken()).isEmpty();
    assertThat(FleetProperty.values()).allSatisfy(property -> assertThat(invariants.asked(property)).isPositive());
    assertThat(invariants.asked(FleetProperty.NO_SPLIT_BRAIN)).isEqualTo(invariants.checked());
  }

  /** Who was failed while it paused renews its lease when it goes on, and acts beside its successor. */
  @Test
  void a_lease_for_who_was_failed_breaks_all_that_rests_on_leases() {
    List<Guard> guards = SendHeartbeat.GUARDS.stream().filter(guard -> !guard.name().equals("alive")).toList();
    assertThat(guards).hasSize(SendHeartbeat.GUARDS.size() - 1);
    Fleet fleet = fleet(Protocol.standard().with(new SendHeartbeat(guards)));
    FleetInvariants invariants = started(fleet);
    FleetMember primary = fleet.primary().orElseThrow();
    primary.pause();
    fleet.time().pass(MINUTE);
    assertThat(invariants.violations()).isEmpty();
    primary.resume();
    fleet.time().pass(MINUTE);
    assertThat(invariants.broken()).isEqualTo(EnumSet.of(FleetProperty.NO_SPLIT_BRAIN,
        FleetProperty.FAILED_MEANS_LEASE_OVER, FleetProperty.PRIMARY_CLAIM_IS_CURRENT,
        FleetProperty.SINGLE_ACTIVATION, FleetProperty.RUNS_WHERE_PLACED, FleetProperty.EPOCHS_NEVER_FALL));
    assertThat(invariants.violations()).hasSize(10).first().asString().startsWith("PT1M10S NoSplitBrain: n1 and n");
  }

  /** What docs/operating.md warns of: numbers that were used are given out once more. */
  @Test
  void a_store_put_back_to_an_old_backup_breaks_what_rests_on_history() {
    Fleet fleet = fleet(Protocol.standard());
    FleetInvariants invariants = started(fleet);
    Runnable restore = backup();
    FleetMember first = fleet.primary().orElseThrow();
    first.crash();
    fleet.time().pass(MINUTE);
    FleetMember second = fleet.primary().orElseThrow();
    second.crash();
    fleet.time().pass(MINUTE);
    assertThat(fleet.primary()).isPresent();
    assertThat(invariants.violations()).isEmpty();
    restore.run();
    fleet.time().pass(MINUTE);
    assertThat(invariants.broken()).contains(FleetProperty.TERMS_NEVER_FALL, FleetProperty.VIEW_NUMBERS_NEVER_FALL,
        FleetProperty.ONE_PRIMARY_PER_TERM);
  }

  @Test
  void a_view_number_that_is_given_out_twice_is_noticed() {
    Fleet fleet = fleet(Protocol.standard());
    FleetInvariants invariants = started(fleet);
    Runnable restore = backup();
    FleetMember sixth = fleet.add();
    sixth.start();
    fleet.time().pass(MINUTE);
    sixth.crash();
    restore.run();
    fleet.members().get(4).crash();
    fleet.time().pass(MINUTE);
    assertThat(invariants.broken())
        .contains(FleetProperty.VIEW_NUMBERS_NEVER_FALL, FleetProperty.MEMBERSHIP_CONSISTENCY);
    assertThat(invariants.violations())
        .anyMatch(line -> line.contains("MembershipConsistency: view 6 is [n1, n2, n3, n4]"));
  }

  @Test
  void a_primary_without_a_record_is_noticed() {
    Fleet fleet = fleet(Protocol.standard());
    FleetInvariants invariants = started(fleet);
    Bytes record = fleet.keys().node(fleet.primary().orElseThrow().node());
    change(transaction -> transaction.clear(record));
    fleet.time().pass(Duration.ofSeconds(10));
    assertThat(invariants.broken()).isEqualTo(Set.of(FleetProperty.PRIMARY_IS_ACTIVE,
        FleetProperty.FAILED_MEANS_LEASE_OVER, FleetProperty.MEMBERSHIP_CONSISTENCY));
  }
}
