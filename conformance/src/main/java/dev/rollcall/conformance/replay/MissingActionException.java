package dev.rollcall.conformance.replay;

/** The trace does not say which action led to a state, so there is nothing to perform. */
public final class MissingActionException extends UnreplayableTraceException {
  private static final long serialVersionUID = 1L;

  MissingActionException() {
    super(
        "the trace does not name the action that leads here. Record it as \"action\", and its"
            + " parameters as \"params\", in the state's \"#meta\"; Apalache and Quint leave it out");
  }
}
