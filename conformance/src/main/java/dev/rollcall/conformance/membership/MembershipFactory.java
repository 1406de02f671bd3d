package dev.rollcall.conformance.membership;

import dev.rollcall.conformance.replay.SystemUnderTest;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.protocol.Observer;
import dev.rollcall.protocol.Protocol;
import java.util.Set;

/** Starts clusters of production processes for traces of ClusterMembership. Thread-safe. */
public final class MembershipFactory implements SystemUnderTest.Factory {
  private final Protocol protocol;
  private final Observer observer;

  /** The protocol as shipped. */
  public MembershipFactory() {
    this(Protocol.standard(), new Observer());
  }

  /** A protocol and a failure detector that may have been altered, to see whether replay notices. */
  public MembershipFactory(Protocol protocol, Observer observer) {
    this.protocol = protocol;
    this.observer = observer;
  }

  @Override
  public Set<String> variables() {
    return Projection.VARIABLES;
  }

  @Override
  public SystemUnderTest start(TraceHeader header, TraceState first) {
    ModelConstants constants = ModelConstants.of(header, first);
    return new MembershipSystem(new SimulatedCluster(protocol, observer, constants), protocol);
  }
}
