package dev.rollcall.conformance.replay;

/**
 * A property of the spec that the system's objects break.
 *
 * @param name the property's TLA+ name
 * @param explanation which objects break it, and how
 */
public record InvariantViolation(String name, String explanation) {}
