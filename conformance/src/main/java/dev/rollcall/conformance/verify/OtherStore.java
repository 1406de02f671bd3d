package dev.rollcall.conformance.verify;

import dev.rollcall.conformance.replay.SystemUnderTest;
import java.util.Optional;

/**
 * A store that the implementation can run on besides the one it is explored on: traces are replayed there, too.
 *
 * @param name what people call it
 * @param asking how a run asks for it, with all that it takes
 * @param factory starts the implementation on it; empty if this run did not ask
 * @param threads traces replayed at the same time: more than processors, where the store is waited for
 * @param replayCommand what replays a trace there, given the trace
 */
public record OtherStore(
    String name, String asking, Optional<SystemUnderTest.Factory> factory, int threads, String replayCommand) {}
