/**
 * The one package that knows both sides: it maps the actions and variables of ClusterMembership to the
 * production classes. The others work for any spec.
 */
package dev.rollcall.conformance.membership;
