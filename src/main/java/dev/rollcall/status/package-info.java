/**
 * What is going on in a cluster, for people and for health checks: all that the store tells in one transaction, and
 * how old heartbeats are as far as the caller has watched them. Nothing here writes, waits or starts a thread.
 */
package dev.rollcall.status;
