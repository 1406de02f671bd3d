/** Stores that a job uses for a while and leaves empty, on clusters that are not its own. */
package dev.rollcall.conformance.scratch;
