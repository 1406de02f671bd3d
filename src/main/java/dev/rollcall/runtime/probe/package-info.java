/**
 * Probes over TCP: one connection a probe, one thread for all of them. docs/probes.md has the frames byte for byte, and
 * what their MAC is good for.
 */
package dev.rollcall.runtime.probe;
