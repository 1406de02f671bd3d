/**
 * The journal of a cluster: which transaction of the protocol did what, in the order in which they were
 * committed. An event is written by the transaction it tells of, so there is one exactly if that was applied.
 * {@code docs/journal.md} is for those who switch it on.
 */
package dev.rollcall.protocol.journal;
