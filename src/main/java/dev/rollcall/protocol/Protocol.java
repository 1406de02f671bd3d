package dev.rollcall.protocol;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The actions of the protocol by name. Immutable.
 *
 * <p>TLA+: {@code Next}, without the environment.
 */
public final class Protocol {
  private final Map<String, ProtocolAction> actions = new LinkedHashMap<>();

  /**
   * @throws IllegalArgumentException if two actions have one name
   */
  public Protocol(Collection<ProtocolAction> actions) {
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
        new DetectFailure(), new MarkNodeFailed(), new NodeRecover(), new TakeOver(), new ElectPrimary(),
        new PrimaryStepDown(), new SyncViews()));
  }

  /** The same protocol with one action in the place of its namesake. */
  public Protocol with(ProtocolAction replacement) {
    Map<String, ProtocolAction> replaced = new LinkedHashMap<>(actions);
    if (replaced.replace(replacement.name(), replacement) == null) {
      throw new IllegalArgumentException("no action is named " + replacement.name() + "; there are " + actions.keySet());
    }
    return new Protocol(replaced.values());
  }

  public Collection<ProtocolAction> actions() {
    return List.copyOf(actions.values());
  }

  /** The action of this name, or null. */
  public ProtocolAction action(String name) {
    return actions.get(name);
  }
}
