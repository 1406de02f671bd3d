/**
 * The meters of a member in Micrometer. It needs {@code io.micrometer:micrometer-core} on the class path; nothing else
 * of Rollcall does.
 *
 * <p>{@link dev.rollcall.metrics.MembershipMeters} is the way in.
 */
package dev.rollcall.metrics;
