/** HeartbeatLease tied to production: leases, watches and votes on clocks that the specification moves. */
package dev.rollcall.conformance.timing;
