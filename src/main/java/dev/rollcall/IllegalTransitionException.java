package dev.rollcall;

/** A node's record was about to change in a way the protocol does not know: a bug, never a refusal. */
public final class IllegalTransitionException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public IllegalTransitionException(NodeState from, NodeState to) {
    super("no node goes from " + from.specName() + " to " + to.specName() + "; from there it may go to "
        + from.successors().stream().map(NodeState::specName).toList());
  }
}
