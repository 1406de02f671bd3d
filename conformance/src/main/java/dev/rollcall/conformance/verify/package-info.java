/**
 * The main job: models, witnesses and mutants of a spec, its traces on an implementation, and mutants of
 * that, in one run with one verdict. Works for any spec and any implementation.
 */
package dev.rollcall.conformance.verify;
