package dev.rollcall.protocol;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The actions of the protocol by name, and what settles those whose outcome is unknown. Immutable.
 *
 * <p>TLA+: {@code Next}, without the environment.
 */
public final class Protocol {
  private final Map<String, ProtocolAction> actions = new LinkedHashMap<>();
  private final Settlement settlement;

  /**
   * @throws IllegalArgumentException if two actions have one name
   */
  public Protocol(Collection<ProtocolAction> actions, Settlement settlement) {
    this.settlement = settlement;
    for (ProtocolAction action : actions) {
      if (this.actions.put(action.name(), action) != null) {
        throw new IllegalArgumentException("two actions are named " + action.name());
      }
    }
  }

  /** The protocol as specified. */
  public static Protocol standard() {
    return new Protocol(List.of(
        new NodeJoin(), new NodeJoinComplete(), new NodeLeave(), new NodeLeaveComplete(), new SendHeartbeat(),
        new DetectFailure(), new MarkNodeFailed(), new NodeForget(), new NodeRecover(), new TakeOver(),
        new ElectPrimary(), new PrimaryStepDown(), new SyncViews()), new Settlement());
  }

  /** The same protocol with one action in the place of its namesake. */
  public Protocol with(ProtocolAction replacement) {
    Map<String, ProtocolAction> replaced = new LinkedHashMap<>(actions);
    if (replaced.replace(replacement.name(), replacement) == null) {
      throw new IllegalArgumentException("no action is named " + replacement.name() + "; there are " + actions.keySet());
    }
    return new Protocol(replaced.values(), settlement);
  }

  /** The same actions, settled in another way. */
  public Protocol with(Settlement replacement) {
    return new Protocol(actions.values(), replacement);
  }

  public Settlement settlement() {
    return settlement;
  }

  public Collection<ProtocolAction> actions() {
    return List.copyOf(actions.values());
  }

  /** The action of this name, or null. */
  public ProtocolAction action(String name) {
    return actions.get(name);
  }
}
