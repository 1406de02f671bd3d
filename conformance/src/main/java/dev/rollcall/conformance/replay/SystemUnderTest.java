package dev.rollcall.conformance.replay;

import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An implementation, driven step by step under its spec's names. An adapter only translates: what a
 * step does, and whether it may be taken, is decided by the production code behind it. Used by one
 * thread at a time.
 *
 * <p>Anything thrown that is not an {@link UnreplayableTraceException} counts as a crash of the
 * implementation.
 */
public interface SystemUnderTest extends AutoCloseable {

  /**
   * Takes one step of the implementation.
   *
   * @param action the action's TLA+ name
   * @param params its parameters by name
   * @throws UnknownActionException if the adapter has no such action
   * @throws BadParameterException if a parameter is missing, not known, or of the wrong shape
   */
  StepResult perform(String action, Map<String, Value> params);

  /** The spec's variables as the production objects show them: the factory's declared ones. */
  Map<String, Value> project();

  /** The spec's properties that the production objects break now; empty if none. */
  List<InvariantViolation> violatedInvariants();

  /**
   * The instances of actions that the implementation could be asked to perform, whether or not it would;
   * those of the environment are left out, as nothing can refuse them. The replayer tries each in every
   * state in which the spec disables it.
   */
  default List<ActionInstance> instances() {
    return List.of();
  }

  /**
   * Something that equals an earlier fingerprint of this system exactly if nothing has changed since,
   * whether the projection shows it or not. It must not change later. The default sees no more than the
   * projection does.
   */
  default Object fingerprint() {
    return project();
  }

  @Override
  default void close() {}

  /** Starts systems. Safe for use by several threads. */
  interface Factory {

    /** The spec variables that every projection of these systems covers. */
    Set<String> variables();

    /**
     * A new system in its initial state, sharing nothing with others.
     *
     * @param header the trace's header, with its constants
     * @param first the spec's initial state, for names and sizes; never to be copied into the system
     * @throws UnreplayableTraceException if the trace is not one of this system's spec
     */
    SystemUnderTest start(TraceHeader header, TraceState first);
  }
}
