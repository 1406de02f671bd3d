package dev.rollcall.conformance.membership;

import dev.rollcall.store.Store;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.ScriptedStore;

/**
 * A way to a store on which one transaction, the next one, meets a fault. One serves any number of steps:
 * making a way for each is most of what a step that fails early would cost. Not thread-safe.
 */
final class ArmedStore {
  private final ScriptedStore way;
  private Fault next = Fault.NONE;
  private long struckBefore;

  ArmedStore(Store store) {
    this.way = new ScriptedStore(store, transaction -> disarm());
  }

  private Fault disarm() {
    Fault fault = next;
    next = Fault.NONE;
    return fault;
  }

  /** The store to give to whoever shall meet the fault. */
  Store store() {
    return way;
  }

  /** Has the next transaction meet this fault. */
  void arm(Fault fault) {
    next = fault;
    struckBefore = way.struck();
  }

  /** Whether the fault was met; one that was not waits no longer. */
  boolean hasStruck() {
    next = Fault.NONE;
    return way.struck() > struckBefore;
  }
}
