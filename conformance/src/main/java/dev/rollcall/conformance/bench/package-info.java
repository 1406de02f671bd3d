/**
 * What exploration costs, measured against TLC alone in the same process; and what clusters cost their store. Not
 * here: absolute times that mean anything on another machine.
 */
package dev.rollcall.conformance.bench;
