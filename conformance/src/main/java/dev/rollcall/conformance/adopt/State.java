package dev.rollcall.conformance.adopt;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A driven object, and how it goes back to where it was. Not thread-safe. */
final class State {
  private final List<Slot> slots;
  private final List<String> names;
  private final Map<String, Call> constants;
  private final Map<String, Object> constantly = new HashMap<>();
  private final Sight sight;
  private Object driven;

  State(Object driven, List<Slot> slots, Map<String, Call> constants, Sight sight) {
    this.driven = driven;
    this.slots = slots;
    this.names = slots.stream().map(Slot::name).toList();
    this.constants = constants;
    this.sight = sight;
    constants.forEach((name, field) -> constantly.put(name, sight.constant(name, field.on(driven))));
  }

  /**
   * What was in the slots at a time. Equal to another exactly if the same was seen in them. Immutable, as nobody
   * changes the copies.
   *
   * @param seen in each slot
   * @param kept a copy for each; null if this is only to compare by
   */
  private record Snapshot(Object[] seen, Object[] kept) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Snapshot that && Arrays.equals(seen, that.seen);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(seen);
    }
  }

  /** The object that is driven now; another after going back. */
  Object driven() {
    return driven;
  }

  /** Something to compare by. */
  Object fingerprint() {
    return new Snapshot(seen(), null);
  }

  /** Something to compare by and to go back to. */
  Object snapshot() {
    Object[] kept = new Object[slots.size()];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = copy(slots.get(i), slots.get(i).value(driven));
    }
    return new Snapshot(seen(), kept);
  }

  private Object[] seen() {
    Object[] seen = new Object[slots.size()];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = see(slots.get(i), slots.get(i).value(driven));
    }
    return seen;
  }

  private Object see(Slot slot, Object value) {
    return slot.changesInPlace() ? sight.all(slot.name(), value) : value;
  }

  private Object copy(Slot slot, Object value) {
    return slot.changesInPlace() && value != null ? slot.copy().of(driven, value) : value;
  }

  /**
   * @throws BadAdapterException if what was kept is not what was seen then, or what cannot go back has changed
   */
  void restore(Object earlier) {
    Snapshot snapshot = (Snapshot) earlier;
    constants.forEach((name, field) -> {
      Object seen = sight.constant(name, field.on(driven));
      if (!Objects.equals(seen, constantly.get(name))) {
        throw new BadAdapterException(name + " is final, but what it holds has changed: "
            + Seen.difference(name, constantly.get(name), seen) + ". Make it a @SpecState that is not final");
      }
    });
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      Object value = copy(slot, snapshot.kept[i]);
      if (slot.changesInPlace()) {
        // Tells of a copy that is incomplete, and of one that shares something with its original which has changed.
        Object seen = see(slot, value);
        if (!Objects.equals(seen, snapshot.seen[i])) {
          throw new BadAdapterException("the copy of " + slot.name() + " is not like its original: "
              + Seen.difference(slot.name(), snapshot.seen[i], seen)
              + ". Let it be of the same class, hold all that the original holds, and share nothing that changes");
        }
      }
      driven = slot.put(driven, value);
    }
  }

  /** What may not depend on the way; shows readers what it is. */
  Object hidden() {
    Object[] hidden = new Object[slots.size()];
    for (int i = 0; i < hidden.length; i++) {
      Slot slot = slots.get(i);
      Object value = slot.value(driven);
      hidden[i] = slot.mayDiffer() ? Seen.LEFT_OUT : slot.changesInPlace() ? sight.hidden(slot.name(), value) : value;
    }
    return hidden.length == 1 && hidden[0] instanceof Seen ? hidden[0] : new Seen(driven.getClass(), names, hidden);
  }
}
