/** What operators are shown of a real cluster, and of the removal of a node: as text and as JSON. */
package dev.rollcall.conformance.operate;
