package dev.rollcall.conformance.membership;

import dev.rollcall.conformance.replay.SystemUnderTest;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import java.util.Set;
import java.util.function.Function;

/**
 * Starts systems that each have a store of their own, of any kind. Thread-safe.
 *
 * @param variables that their projections cover
 */
public record OnStores(Set<String> variables, Start production, StoreSource stores)
    implements SystemUnderTest.Factory {

  /** Reads what a trace says of its system, before there is a store. */
  @FunctionalInterface
  public interface Start {
    /** What starts the system on an empty store, which is closed with it. */
    Function<SharedStore, ? extends SystemUnderTest> of(TraceHeader header, TraceState first);
  }

  @Override
  public SystemUnderTest start(TraceHeader header, TraceState first) {
    Function<SharedStore, ? extends SystemUnderTest> start = production.of(header, first);
    SharedStore shared = SharedStore.on(stores.open());
    try {
      return start.apply(shared);
    } catch (RuntimeException | Error e) {
      shared.close();
      throw e;
    }
  }
}
