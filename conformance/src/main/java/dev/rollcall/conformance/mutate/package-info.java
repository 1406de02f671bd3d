/** Mutants of a spec: one guard less, and the property that must notice. Works for any spec. */
package dev.rollcall.conformance.mutate;
