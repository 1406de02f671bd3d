/**
 * Maps the actions and variables of ActorMigration to the production classes, where they are not those of the
 * membership: for these it drives that package.
 */
package dev.rollcall.conformance.migration;
