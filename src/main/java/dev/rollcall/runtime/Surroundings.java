package dev.rollcall.runtime;

import dev.rollcall.ActorListener;
import dev.rollcall.MembershipListener;
import dev.rollcall.detector.PeerProbes;
import dev.rollcall.migration.PlacementStrategy;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Those around a member that it calls, besides what its steps use. Immutable; as thread-safe as what it holds.
 *
 * @param listener told on {@code tellers}
 * @param actorListener told on {@code tellers} too
 * @param metrics told on the member's thread
 * @param tellers runs what tells the listeners and completes futures; one task at a time is given to it
 * @param workers runs what waits for the store on behalf of single actors, and {@code placement}
 * @param spare runs what {@code tellers} or {@code workers} refuse; may refuse, too
 * @param pause waits for so long before a worker tries again; false if it is to stop trying
 * @param probes whom the member reaches, as far as can be known without the store
 * @param placement where actors move to; asked on {@code workers}
 * @param drain begins to drain a member that is leaving; it is gone when the stage completes, in whatever way. Called on
 *     {@code tellers}
 * @param random from 0 (inclusive) to 1 (exclusive), to keep members out of step; for any thread
 * @param wake has {@link MemberDriver#run} called soon; called by any thread, often for nothing
 */
public record Surroundings(
    MembershipListener listener, ActorListener actorListener, MemberMetrics metrics, Executor tellers, Executor workers,
    Executor spare, Predicate<Duration> pause, PeerProbes probes, PlacementStrategy placement, Supplier<CompletionStage<?>> drain,
    DoubleSupplier random, Runnable wake) {}
