/** Who is alive, judged without synchronized clocks: silence, and whom a node can reach. */
package dev.rollcall.detector;
