/**
 * The embedded store, which is the default and what conformance checks run on, and a decorator that gives
 * any store scripted faults. Neither starts threads, reads clocks or keeps static state.
 */
package dev.rollcall.store.memory;
