package dev.rollcall.conformance.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipConfig;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeState;
import dev.rollcall.doctor.Defect;
import dev.rollcall.doctor.Doctor;
import dev.rollcall.runtime.MemberSettings;
import dev.rollcall.store.Store;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.MemoryStore;
import dev.rollcall.store.memory.ScriptedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Whatever happens to members that run by themselves, they stay safe, leave nothing in the store that the doctor would
 * complain of, and find together again once it is over.
 */
class StormTest {
  private static final Duration AN_HOUR = Duration.ofHours(1);

  /** How many runs of members pass from one examination of the store to the next. */
  private static final int RUNS_BETWEEN = 500;

  @Property(tries = 60)
  void membersStaySafeAndFindTogetherAgain(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    MembershipConfig config = MembershipConfig.DEFAULT.withVotes(1 + random.nextInt(2));
    int trouble = random.nextInt(3);
    Fleet fleet = new Fleet(new MemoryStore(), store -> troubled(store, random.split(), trouble), config,
        MemberSettings.of(config), FleetListener.SILENT, random.nextLong());
    FleetInvariants invariants = new FleetInvariants(fleet);
    List<Defect> defects = new ArrayList<>();
    fleet.afterEachRun(() -> {
      if (invariants.checked() % RUNS_BETWEEN == 0) {
        defects.addAll(new Doctor(fleet.store(), fleet.keys()).examine().orElseThrow().defects());
      }
    });
    for (int i = 0; i < 5; i++) {
      fleet.add();
    }
    Storm storm = new Storm(fleet, random.nextLong());
    storm.rage(AN_HOUR, Duration.ofSeconds(7));
    storm.calm();
    assertThat(fleet.passUntil(() -> isCalm(fleet), AN_HOUR)).as(() -> "a way back: " + fleet).isPresent();
    assertThat(invariants.violations()).isEmpty();
    assertThat(invariants.checked()).isGreaterThan(1000);
    assertThat(defects).isEmpty();
  }

  /** Every member Active and in one view, and one primary. */
  private static boolean isCalm(Fleet fleet) {
    List<FleetMember> members = fleet.members();
    MembershipView view = members.get(0).process().view();
    return view.size() == members.size() && fleet.primary().isPresent() && fleet.arePlacedActorsRunning()
        && members.stream().allMatch(m -> m.driver().state() == NodeState.ACTIVE && m.process().view().equals(view));
  }

  /** A store that conflicts and leaves outcomes unknown: never, now and then, or often. */
  private static Store troubled(Store store, SplittableRandom random, int trouble) {
    List<Fault> faults = List.of(
        Fault.CONFLICT, Fault.UNKNOWN_COMMITTED, Fault.UNKNOWN_NOT_COMMITTED, Fault.UNAVAILABLE);
    int[] oneIn = {Integer.MAX_VALUE, 50, 5};
    return new ScriptedStore(store, transaction ->
        random.nextInt(oneIn[trouble]) == 0 ? faults.get(random.nextInt(faults.size())) : Fault.NONE);
  }
}
