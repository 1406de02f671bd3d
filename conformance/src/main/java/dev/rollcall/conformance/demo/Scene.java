package dev.rollcall.conformance.demo;

import dev.rollcall.ActorId;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A fleet at a moment. Immutable.
 *
 * @param at virtual time
 * @param lanes the members, in their order
 * @param view the store's
 * @param term of the latest election
 * @param primary who was elected then and is still in office
 * @param actors where actors run under a live lease
 */
record Scene(
    Duration at, List<Lane> lanes, MembershipView view, long term, Optional<NodeId> primary,
    SortedMap<ActorId, NodeId> actors) {}
