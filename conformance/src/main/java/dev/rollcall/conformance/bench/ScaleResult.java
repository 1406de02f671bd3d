package dev.rollcall.conformance.bench;

/**
 * What a cluster of one size costs.
 *
 * @param startCpuSeconds of this machine, to have all join, in one thread
 * @param calm what its members did to the store while nothing happened
 * @param calmSeconds virtual time that this was counted for
 * @param crash what one member's crash came to
 * @param bytesPerMember of heap, with its part of the simulation and of nothing that members of one process share
 * @param bytesShared of heap, for the names and keys of all members: once in each process
 */
public record ScaleResult(
    int members, double startCpuSeconds, StoreCounts calm, double calmSeconds, Crash crash, long bytesPerMember,
    long bytesShared) {

  /**
   * From the crash of a member that is not primary until all others have adopted the view without it. Times are
   * virtual, so steps took none.
   *
   * @param detectionSeconds until the member is failed
   * @param spreadingSeconds from then until the last has adopted the view
   * @param cpuSeconds of this machine, to have all adopt the view, one after the other
   * @param spreading what the store did for that
   */
  public record Crash(double detectionSeconds, double spreadingSeconds, double cpuSeconds, StoreCounts spreading) {}

  public double transactions() {
    return perMember(calm.transactions());
  }

  public double commits() {
    return perMember(calm.commits());
  }

  public double keysRead() {
    return perMember(calm.keysRead());
  }

  public double bytesRead() {
    return perMember(calm.bytesRead());
  }

  public double bytesWritten() {
    return perMember(calm.bytesWritten());
  }

  /** A member's part of a count, for each second. */
  private double perMember(long count) {
    return count / calmSeconds / members;
  }
}
