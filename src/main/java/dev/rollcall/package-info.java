/**
 * Cluster membership whose every step is the step of a model-checked specification.
 *
 * <p>This package holds the vocabulary that users see: node ids and states, views, the primary, the
 * settings. The steps themselves are in {@code protocol}, the stores in {@code store}; {@code status} shows a cluster.
 */
package dev.rollcall;
