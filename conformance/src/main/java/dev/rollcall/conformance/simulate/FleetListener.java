package dev.rollcall.conformance.simulate;

/** Hears what the members of a fleet tell, in the order of virtual time. */
@FunctionalInterface
public interface FleetListener {
  /** Hears nothing. */
  FleetListener SILENT = (member, event, about) -> {};

  /**
   * @param event name of the method of {@link dev.rollcall.MembershipListener}
   * @param about whom or what, as people read it; may be empty
   */
  void heard(FleetMember member, String event, String about);
}
