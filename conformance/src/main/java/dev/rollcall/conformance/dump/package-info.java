/**
 * What one would do without exploration: have TLC dump the graph of a model, parse the file, and replay each edge.
 * It is here to be compared with, and is given the same snapshots. Not here: refusals, hidden state, failing stores,
 * steps out of the model's bounds, of which a dump says nothing. Start at {@link
 * dev.rollcall.conformance.dump.DumpAndReplay}.
 */
package dev.rollcall.conformance.dump;
