/**
 * Annotations that say which method of a class is which action of a spec, and which is which variable, and the
 * {@link dev.rollcall.conformance.adopt.AnnotatedSystem} that drives a class by them. Whoever wants every nanosecond,
 * or a store that fails under way, writes {@link dev.rollcall.conformance.explore.ExplorableSystem} instead.
 */
package dev.rollcall.conformance.adopt;
