/**
 * What exploration costs, measured against TLC alone in the same process; what clusters cost their store; and how soon
 * a killed primary is succeeded. Not here: absolute times that mean anything on another machine, but for those that
 * follow from settings.
 */
package dev.rollcall.conformance.bench;
