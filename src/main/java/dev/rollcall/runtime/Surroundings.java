package dev.rollcall.runtime;

import dev.rollcall.MembershipListener;
import dev.rollcall.detector.Reachability;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Those around a member that it calls, besides what its steps use. Immutable; as thread-safe as what it holds.
 *
 * @param listener told on {@code tellers}
 * @param metrics told on the member's thread
 * @param tellers runs what tells the listener and completes futures; one task at a time is given to it
 * @param reachability whom the member reaches, as far as others than its own detector know; asked by its driver only
 * @param random from 0 (inclusive) to 1 (exclusive), to keep members out of step
 * @param drain begins to drain a member that is leaving; it is gone when the stage completes, in whatever way. Called
 *     on {@code tellers}
 * @param wake has {@link MemberDriver#run} called soon; called by any thread, often for nothing
 */
public record Surroundings(
    MembershipListener listener, MemberMetrics metrics, Executor tellers, Reachability reachability,
    DoubleSupplier random, Supplier<CompletionStage<?>> drain, Runnable wake) {}
