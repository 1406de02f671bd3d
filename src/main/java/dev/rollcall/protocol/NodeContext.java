package dev.rollcall.protocol;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.Tags;
import dev.rollcall.detector.Reachability;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Store;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Everything around a process that its actions may use. Immutable; as thread-safe as what it holds.
 *
 * @param self the node id the process is configured with. TLA+: {@code NodeOf}
 * @param address where peers find it; opaque to the protocol
 * @param tags what its application says of it
 * @param keys the keys of its cluster
 * @param store the arbiter
 * @param clock monotonic nanoseconds, never compared with another process's
 * @param wallClock for times that people read, and to notice that the machine was suspended
 * @param reachability whom the process can reach
 * @param config the settings of the cluster
 * @param tokens makes a token at each call, unlike any that another process or call gets
 * @param journal where the process writes down what its actions did; {@link Journal#OFF} for nowhere
 */
public record NodeContext(
    NodeId self, String address, Tags tags, Keys keys, Store store, LongSupplier clock, InstantSource wallClock,
    Reachability reachability, MembershipConfig config, Supplier<UUID> tokens, Journal journal) {

  /** The surroundings of a process without tags. */
  public NodeContext(
      NodeId self, String address, Keys keys, Store store, LongSupplier clock, InstantSource wallClock,
      Reachability reachability, MembershipConfig config, Supplier<UUID> tokens, Journal journal) {
    this(self, address, Tags.NONE, keys, store, clock, wallClock, reachability, config, tokens, journal);
  }

  /** Both clocks, now. */
  public ClockReading reading() {
    long nanos = clock.getAsLong();
    return new ClockReading(nanos, wallClock.millis());
  }

  /** The same surroundings for a process that reaches others in this way. */
  public NodeContext withReachability(Reachability reachability) {
    return new NodeContext(
        self, address, tags, keys, store, clock, wallClock, reachability, config, tokens, journal);
  }
}
