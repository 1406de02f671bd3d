package dev.rollcall.conformance.membership;

import dev.rollcall.conformance.explore.StoreFault;
import dev.rollcall.store.memory.Fault;

/** The faults of the explorer in the words of the embedded store's scripts. */
final class StoreFaults {
  private StoreFaults() {}

  static Fault scripted(StoreFault fault) {
    return switch (fault.kind()) {
      case UNAVAILABLE -> Fault.unavailableAt(fault.call());
      case CONFLICT -> Fault.CONFLICT;
      case UNKNOWN_COMMITTED -> Fault.UNKNOWN_COMMITTED;
      case UNKNOWN_NOT_COMMITTED -> Fault.UNKNOWN_NOT_COMMITTED;
    };
  }
}
