/**
 * The member that runs by itself: what drives the steps of the protocol with clocks, watches and a thread. {@link
 * dev.rollcall.runtime.ClusterMember} is where an application begins.
 *
 * <p>Nothing here decides over anything that is shared. What a member may do is decided by the guards of {@code
 * dev.rollcall.protocol}, in the store's transactions; here is decided only when to try.
 */
package dev.rollcall.runtime;
