/**
 * The protocol: one class per action of the TLA+ module ClusterMembership, of the same name. An action is
 * one store transaction or one local step; it takes the state of a process and gives the next, and
 * everything else it needs (store, clock, reachability) is handed to it. No action starts a thread, waits
 * or retries: who drives the actions decides that.
 */
package dev.rollcall.protocol;
