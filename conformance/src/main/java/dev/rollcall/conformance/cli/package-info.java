/** The command line: {@code scripts/verify} and {@code scripts/rollcall}. */
package dev.rollcall.conformance.cli;
