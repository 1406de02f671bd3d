/**
 * Checks all that a cluster has in the store, entry by entry, and removes what nothing needs. For people who look after
 * a cluster: no member uses it. Nothing here waits or starts a thread.
 */
package dev.rollcall.doctor;
