package dev.rollcall.conformance.simulate;

/** What {@link FleetInvariants} asks of a fleet; named as in the specification where that has the property. */
public enum FleetProperty {
  NO_SPLIT_BRAIN("NoSplitBrain", "at most one node acts as primary under a live lease"),
  MEMBERSHIP_CONSISTENCY("MembershipConsistency", "equal view numbers mean equal members"),
  FAILED_MEANS_LEASE_OVER("FailedMeansLeaseOver", "nobody is failed under a live lease"),
  PRIMARY_CLAIM_IS_CURRENT("PrimaryClaimIsCurrent", "a live claim is the store's primary and term"),
  ONE_PRIMARY_PER_TERM("OnePrimaryPerTerm", "a term has one primary"),
  PRIMARY_IS_ACTIVE("PrimaryIsActive", "the primary is an Active node"),
  TERMS_NEVER_FALL("TermsNeverFall", "terms only rise"),
  VIEW_NUMBERS_NEVER_FALL("ViewNumbersNeverFall", "view numbers only rise"),
  SINGLE_ACTIVATION("SingleActivation", "an actor runs at one member at most"),
  RUNS_WHERE_PLACED("RunsWherePlaced", "an actor runs where the store places it"),
  EPOCHS_NEVER_FALL("EpochsNeverFall", "an actor's epochs only rise");

  private final String specName;
  private final String says;

  FleetProperty(String specName, String says) {
    this.specName = specName;
    this.says = says;
  }

  /** What it says, in a few words. */
  public String says() {
    return says;
  }

  @Override
  public String toString() {
    return specName;
  }
}
