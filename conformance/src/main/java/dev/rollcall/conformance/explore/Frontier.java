package dev.rollcall.conformance.explore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The snapshots of states that wait to be explored, and for every state the step that first led to it. When
 * the heap is full, snapshots are given up and no more are kept: a state is then reached again from an
 * initial one by its steps, which are real executions too. Thread-safe.
 */
final class Frontier {
  private static final int NO_STEP = 0;
  private static final int LOOK_EVERY = 4096;

  private final ExploreOptions options;
  private final Map<Long, Object> waiting = new ConcurrentHashMap<>();
  private final Map<Long, Object> initial = new ConcurrentHashMap<>();
  private final StateTable steps = new StateTable();
  private final AtomicLong found = new AtomicLong();
  private volatile boolean spilled;

  Frontier(ExploreOptions options) {
    this.options = options;
  }

  void addInitial(long state, Object snapshot) {
    initial.put(state, snapshot);
    waiting.put(state, snapshot);
    steps.putIfAbsent(state, state, NO_STEP);
  }

  /**
   * A state that was found.
   *
   * @param label of the step that led to it
   */
  void add(long state, long source, int label, Object snapshot) {
    steps.putIfAbsent(state, source, label + 1);
    if (!spilled) {
      waiting.put(state, snapshot);
      if (found.incrementAndGet() % LOOK_EVERY == 0 && options.heapIsFull().getAsBoolean()) {
        spill();
      }
    }
  }

  /** Gives up all snapshots but those of initial states. */
  synchronized void spill() {
    if (!spilled) {
      spilled = true;
      options.notices().accept(
          "The snapshots of %,d waiting states fill the heap of %,d MiB. From here on states are reached again by their"
              .formatted(waiting.size(), Runtime.getRuntime().maxMemory() >> 20)
              + " steps, which is slower; a larger heap avoids it.");
      waiting.clear();
      waiting.putAll(initial);
    }
  }

  /** The snapshot of a state whose exploration begins, or null if it was given up. */
  Object take(long state) {
    return waiting.remove(state);
  }

  /** The snapshot of the initial state from which a way begins. */
  Object initial(long state) {
    return initial.get(state);
  }

  /** How a state was first reached. */
  record Way(long initial, List<Step> steps) {}

  /**
   * One step of a way.
   *
   * @param state the state it leads to
   */
  record Step(int label, long state) {}

  Way wayTo(long state) {
    List<Step> way = new ArrayList<>();
    long at = state;
    StateTable.Entry entry = steps.get(at);
    while (entry.number() != NO_STEP) {
      way.add(new Step(entry.number() - 1, at));
      at = entry.link();
      entry = steps.get(at);
    }
    Collections.reverse(way);
    return new Way(at, way);
  }
}
