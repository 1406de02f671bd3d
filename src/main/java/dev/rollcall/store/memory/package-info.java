/**
 * The embedded store, which is the default and what conformance checks run on, and a decorator that gives
 * any store scripted faults. Neither starts threads or keeps static state. The embedded store
 * reads a clock, by which transactions grow too old: the process's, or one that it is given.
 */
package dev.rollcall.store.memory;
