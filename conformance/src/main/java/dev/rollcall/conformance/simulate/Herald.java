package dev.rollcall.conformance.simulate;

import dev.rollcall.ActorId;
import dev.rollcall.ActorListener;
import dev.rollcall.MembershipListener;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import dev.rollcall.PrimaryInfo;

/** Hears one member's events and puts them into words. */
record Herald(FleetMember member, FleetListener listener) implements MembershipListener, ActorListener {
  private void tell(String event, Object about) {
    listener.heard(member, event, about.toString());
  }

  @Override
  public void joined(NodeId node, MembershipView view) {
    tell("joined", node);
  }

  @Override
  public void left(NodeId node, MembershipView view) {
    tell("left", node);
  }

  @Override
  public void suspected(NodeId node) {
    tell("suspected", node);
  }

  @Override
  public void failed(NodeId node, MembershipView view) {
    tell("failed", node);
  }

  @Override
  public void viewChanged(MembershipView before, MembershipView after) {
    tell("viewChanged", after.number() + " " + after.members());
  }

  @Override
  public void primaryElected(PrimaryInfo primary) {
    tell("primaryElected", primary.node() + " term " + primary.term());
  }

  @Override
  public void primaryLost(PrimaryInfo former) {
    tell("primaryLost", former.node() + " term " + former.term());
  }

  @Override
  public void leaseLost() {
    tell("leaseLost", "");
  }

  @Override
  public void leaseRegained() {
    tell("leaseRegained", "");
  }

  @Override
  public void damaged(String key, String problem) {
    tell("damaged", key);
  }

  @Override
  public void superseded() {
    tell("superseded", "");
  }

  @Override
  public void activated(ActorId actor, long epoch) {
    tell("activated", actor + " epoch " + epoch);
  }

  @Override
  public void deactivated(ActorId actor, long epoch) {
    tell("deactivated", actor + " epoch " + epoch);
  }
}
