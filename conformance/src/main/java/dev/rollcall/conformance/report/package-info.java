/** What a run shows: progress while it runs, a summary for people, a verdict for machines. */
package dev.rollcall.conformance.report;
