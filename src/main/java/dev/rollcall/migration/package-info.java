/**
 * Actors, each of which at most one process runs at a time: where they are placed, what activates and deactivates
 * them, and how they move away from a node that failed or leaves. One class per action of the TLA+ module
 * ActorMigration that is not one of the membership, of the same name. As with those, an action is one store
 * transaction; no action starts a thread, waits or retries.
 *
 * <p>Nothing is written about actors when a node fails: an actor is <em>due</em> to move while the process it is
 * placed at is not a member in state Active, which its node's record tells.
 */
package dev.rollcall.migration;
