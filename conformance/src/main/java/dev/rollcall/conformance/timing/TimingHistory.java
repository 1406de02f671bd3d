package dev.rollcall.conformance.timing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the spec remembers around the processes: how clocks may still advance, whether the store is up, and the history
 * that only its properties speak of. Immutable; lists are in the order of the processes.
 *
 * @param lead TLA+ {@code lead}: of each process, by how much it is ahead of each other
 * @param store TLA+ {@code store}
 * @param calm TLA+ {@code calm}, 0 for those that do not watch
 * @param leased TLA+ {@code leased}
 * @param silent TLA+ {@code silent}
 */
record TimingHistory(
    TimingConstants constants, List<List<Integer>> lead, String store, List<Integer> calm, List<Boolean> leased,
    List<Set<Integer>> silent) {

  static TimingHistory start(TimingConstants constants) {
    int processes = constants.processes().size();
    return new TimingHistory(constants, Collections.nCopies(processes, Collections.nCopies(processes, 0)), "up",
        Collections.nCopies(processes, 0), Collections.nCopies(processes, true),
        Collections.nCopies(processes, Set.of()));
  }

  boolean isDown() {
    return store.equals("down");
  }

  TimingHistory withStore(String state) {
    return new TimingHistory(constants, lead, state, calm, leased, silent);
  }

  /** The process's heartbeat was committed. */
  TimingHistory renewed(int process) {
    List<Set<Integer>> left = new ArrayList<>();
    for (int i = 0; i < silent.size(); i++) {
      Set<Integer> kept = new TreeSet<>(i == process && !leased.get(process) ? Set.of() : silent.get(i));
      kept.remove(process);
      left.add(kept);
    }
    return new TimingHistory(constants, lead, store, calm, with(leased, process, true), left);
  }

  /** The process reads what makes the target silent to it; one without a lease will watch it again. */
  TimingHistory found(int process, int target) {
    if (!leased.get(process)) {
      return this;
    }
    Set<Integer> more = new TreeSet<>(silent.get(process));
    more.add(target);
    return new TimingHistory(constants, lead, store, calm, leased, with(silent, process, more));
  }

  /** The process's clock shows a tick more. */
  TimingHistory ticked(int process, boolean suspended, boolean isLeased, int longestTimeout) {
    boolean ends = leased.get(process) && !isLeased && !constants.pauses();
    boolean counts = store.equals("back") && constants.watchers().contains(constants.processes().get(process));
    int passed = counts && !suspended ? constants.granularity() : 0;
    return new TimingHistory(constants, ahead(process), store,
        with(calm, process, Math.min(calm.get(process) + passed, longestTimeout)),
        with(leased, process, isLeased), ends ? with(silent, process, Set.of()) : silent);
  }

  private List<List<Integer>> ahead(int process) {
    List<List<Integer>> ahead = new ArrayList<>();
    for (int i = 0; i < lead.size(); i++) {
      List<Integer> row = new ArrayList<>(lead.get(i));
      for (int j = 0; j < row.size(); j++) {
        if (i == process && i != j) {
          row.set(j, row.get(j) + constants.slow());
        } else if (j == process && i != j) {
          row.set(j, Math.max(0, row.get(j) - constants.fast()));
        }
      }
      ahead.add(List.copyOf(row));
    }
    return List.copyOf(ahead);
  }

  private static <T> List<T> with(List<T> all, int place, T one) {
    List<T> changed = new ArrayList<>(all);
    changed.set(place, one);
    return List.copyOf(changed);
  }
}
