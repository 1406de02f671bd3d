package dev.rollcall.conformance.adopting;

import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.replay.InvariantViolation;
import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.replay.UnknownActionException;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The lock under the names of its specification. */
class FencedLockSystem implements ExplorableSystem {
  private static final List<String> CLIENTS = List.of("a", "b");
  private static final List<ActionInstance> INSTANCES = Stream.of("Acquire", "Release", "Write")
      .flatMap(action -> CLIENTS.stream().map(c -> new ActionInstance(action, Map.of("c", Value.of(c)))))
      .toList();

  /** Starts locks. */
  static class Factory implements ExplorableSystem.Factory {
    @Override
    public Set<String> variables() {
      return Set.of("holder", "token", "held", "written");
    }

    @Override
    public ExplorableSystem start(TraceHeader header, TraceState first) {
      return new FencedLockSystem();
    }
  }

  FencedLock lock = new FencedLock();

  @Override
  public StepResult perform(String action, Map<String, Value> params) {
    String client = String.valueOf(params.get("c"));
    return switch (action) {
      case "Acquire" -> result(lock.acquire(client), "it is taken");
      case "Release" -> result(lock.release(client), "somebody else has it");
      case "Write" -> result(lock.write(client), "its token is older than what was written, or gone");
      case "Expire" -> {
        lock.expire();
        yield StepResult.performed();
      }
      default -> throw new UnknownActionException(action, List.of("Acquire", "Release", "Write", "Expire"));
    };
  }

  private static StepResult result(boolean performed, String otherwise) {
    return performed ? StepResult.performed() : StepResult.refused(otherwise);
  }

  @Override
  public Map<String, Value> project() {
    Map<String, Value> held = new TreeMap<>();
    CLIENTS.forEach(client -> held.put(client, Value.of(lock.held(client))));
    return Map.of(
        "holder", Value.of(lock.holder() == null ? "None" : lock.holder()),
        "token", Value.of(lock.token()),
        "held", Value.recOf(held),
        "written", Value.of(lock.written()));
  }

  @Override
  public List<InvariantViolation> violatedInvariants() {
    boolean shared = lock.held("a") > 0 && lock.held("a") == lock.held("b");
    return shared ? List.of(new InvariantViolation("TokensAreUnique", "a and b hold " + lock.held("a"))) : List.of();
  }

  @Override
  public List<ActionInstance> instances() {
    return INSTANCES;
  }

  /** What the projection shows is all there is, so it serves to compare by; the lock itself, to go back to. */
  private record Snapshot(Map<String, Value> shown, FencedLock copy) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Snapshot that && shown.equals(that.shown);
    }

    @Override
    public int hashCode() {
      return shown.hashCode();
    }
  }

  @Override
  public Object snapshot() {
    return new Snapshot(project(), lock.copy());
  }

  @Override
  public void restore(Object snapshot) {
    lock = ((Snapshot) snapshot).copy.copy();
  }
}
