package dev.rollcall.conformance.membership;

import dev.rollcall.conformance.replay.SystemUnderTest;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import java.util.Set;

/**
 * Starts systems that each have a store of their own, of any kind. Thread-safe.
 *
 * @param variables that their projections cover
 */
public record OnStores(Set<String> variables, Start production, StoreSource stores)
    implements SystemUnderTest.Factory {

  /** Starts a system on an empty store, which is closed with it. */
  @FunctionalInterface
  public interface Start {
    SystemUnderTest on(TraceHeader header, TraceState first, SharedStore shared);
  }

  @Override
  public SystemUnderTest start(TraceHeader header, TraceState first) {
    SharedStore shared = SharedStore.on(stores.open());
    try {
      return production.on(header, first, shared);
    } catch (RuntimeException | Error e) {
      shared.close();
      throw e;
    }
  }
}
