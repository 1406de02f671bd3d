package dev.rollcall.conformance.timing;

import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.timing.StepUnderWay.Heartbeat;
import dev.rollcall.conformance.timing.StepUnderWay.Idle;
import dev.rollcall.conformance.timing.StepUnderWay.Look;
import dev.rollcall.conformance.timing.StepUnderWay.Vote;
import dev.rollcall.detector.Watch;
import dev.rollcall.protocol.ClockReading;
import dev.rollcall.protocol.Lease;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.NodeJoin;
import dev.rollcall.protocol.NodeJoinComplete;
import dev.rollcall.protocol.Observer;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Store;
import dev.rollcall.store.memory.Fault;
import dev.rollcall.store.memory.MemorySnapshot;
import dev.rollcall.store.memory.MemoryStore;
import dev.rollcall.store.memory.ScriptedStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Production processes on one store whose steps take time. Not thread-safe.
 *
 * <p>Production takes a step in one call, the spec in several moments, between which others act. So production's step
 * is run when a moment needs to know what it does: on the store as it was when the step reached it, and on clocks that
 * show what they showed at each moment. What the step does to the store is done once, at the moment of its commit; at
 * other moments it runs on a copy of the store.
 */
final class TimedCluster {
  /** Never reached. */
  private static final Store UNAVAILABLE = new ScriptedStore(copy(MemorySnapshot.EMPTY), number -> Fault.UNAVAILABLE);

  private static final StepResult PERFORMED = StepResult.performed();

  private final TimingConstants constants;
  private final TimingRules rules;
  private final Keys keys = new Keys("timing");
  private final MemoryStore store = copy(MemorySnapshot.EMPTY);
  private final List<NodeId> nodes;
  private final List<MembershipConfig> configs = new ArrayList<>();
  private final int[][] timeouts;

  // Each is replaced when it changes, never changed itself, so that snapshots need no copies.
  private List<TimedProcess> processes = List.of();
  private TimingHistory history;

  /** What was decoded of the store last, for as long as that stays the same. */
  private MemorySnapshot decoded;

  private Registry registry;

  TimedCluster(TimingConstants constants, TimingRules rules) {
    this.constants = constants;
    this.rules = rules;
    this.nodes = constants.processes().stream().map(NodeId::of).toList();
    this.history = TimingHistory.start(constants);
    this.timeouts = new int[nodes.size()][nodes.size()];
    for (int i = 0; i < nodes.size(); i++) {
      configs.add(constants.config(i));
      for (int j = 0; j < nodes.size(); j++) {
        timeouts[i][j] = constants.timeout(i, j);
      }
      TimedProcess started = new TimedProcess(ProcessState.NEW, new ClockReading(0, 0), Idle.IDLE);
      processes = with(processes, i, started);
      join(i);
    }
  }

  /** As in the spec's Init: the first is a member at once, the others are admitted. */
  private void join(int process) {
    put(process, run(new NodeJoin(), process, null, store, now(process)).process());
    if (process > 0) {
      put(process, run(new NodeJoinComplete(), process, null, store, now(process)).process());
    }
  }

  private StepOutcome run(
      ProtocolAction action, int process, NodeId target, Store reached, ClockReading... moments) {
    return action.perform(context(process, reached, moments), state(process), target);
  }

  /** A process to which its clocks show these moments, one after the other, and the last from then on. */
  private NodeContext context(int process, Store reached, ClockReading... moments) {
    ScriptedClocks clocks = new ScriptedClocks(moments, rules.readsWallClock());
    return new NodeContext(nodes.get(process), constants.processes().get(process), keys, reached, clocks::nanos,
        clocks::wall, peer -> true, configs.get(process), () -> new UUID(0, 0), Journal.OFF);
  }

  /** By the clocks of the model, of which the store has none, no transaction takes time. */
  private static MemoryStore copy(MemorySnapshot contents) {
    return new MemoryStore(contents, () -> 0);
  }

  // Heartbeats.

  StepResult beginHeartbeat(int process) {
    return doing(process, new Heartbeat(now(process), null));
  }

  StepResult commitHeartbeat(int process) {
    Heartbeat step = (Heartbeat) step(process);
    MemorySnapshot before = store.snapshot();
    StepOutcome outcome = run(rules.heartbeat(), process, null, store, step.began(), now(process));
    if (outcome instanceof StepOutcome.Refused refused) {
      return StepResult.refused(refused.reason().name());
    }
    history = history.renewed(process);
    return doing(process, new Heartbeat(step.began(), before));
  }

  StepResult receiveReply(int process) {
    Heartbeat step = (Heartbeat) step(process);
    put(process, run(rules.heartbeat(), process, null, copy(step.store()), step.began(), now(process)).process());
    return doing(process, Idle.IDLE);
  }

  /** Production sends another to find out, which is a step of its own. */
  StepResult loseReply(int process) {
    return doing(process, Idle.IDLE);
  }

  // Looks.

  /** A process that may not look is told so before it reads a heartbeat. */
  StepResult beginLook(int process, int target) {
    ProcessState looked = look(process, target, copy(store.snapshot()), now(process));
    if (looked.watch().equals(Watch.NONE)) {
      put(process, looked);
      return PERFORMED;
    }
    boolean found = looked.watch().silent().contains(nodes.get(target));
    return doing(process, new Look(target, now(process), found, null));
  }

  StepResult readHeartbeat(int process) {
    Look step = (Look) step(process);
    Look reading = new Look(step.target(), step.began(), step.found(), store.snapshot());
    if (looked(process, reading).watch().silent().contains(nodes.get(step.target()))) {
      history = history.found(process, step.target());
    }
    return doing(process, reading);
  }

  StepResult endLook(int process) {
    put(process, looked(process, (Look) step(process)));
    return doing(process, Idle.IDLE);
  }

  StepResult failLook(int process) {
    Look step = (Look) step(process);
    put(process, look(process, step.target(), UNAVAILABLE, step.began()));
    return doing(process, Idle.IDLE);
  }

  private ProcessState looked(int process, Look step) {
    return look(process, step.target(), copy(step.store()), step.began(), now(process));
  }

  private ProcessState look(int process, int target, Store reached, ClockReading... moments) {
    Observer observer = new Observer(rules.heard(), (context, registry) -> heartbeat(registry, nodes.get(target)),
        rules.timeout(), rules.continuation());
    return observer.look(context(process, reached, moments), state(process));
  }

  private static SortedMap<NodeId, dev.rollcall.protocol.schema.Heartbeat> heartbeat(Registry registry, NodeId node) {
    SortedMap<NodeId, dev.rollcall.protocol.schema.Heartbeat> heartbeats = new TreeMap<>();
    registry.heartbeat(node).ifPresent(heartbeat -> heartbeats.put(node, heartbeat));
    return heartbeats;
  }

  // Votes.

  StepResult checkLease(int process, int target) {
    if (!(step(process) instanceof Idle)) {
      return StepResult.refused("BUSY");
    }
    StepOutcome outcome = run(rules.vote(), process, nodes.get(target), copy(store.snapshot()), now(process));
    if (outcome.isRefused(Refusal.NO_LIVE_LEASE)) {
      return StepResult.refused(Refusal.NO_LIVE_LEASE.name());
    }
    return doing(process, new Vote(target, now(process)));
  }

  /** Refused or not, it is over. */
  StepResult vote(int process) {
    Vote step = (Vote) step(process);
    Store reached = history.isDown() ? UNAVAILABLE : store;
    put(process, run(rules.vote(), process, nodes.get(step.target()), reached, step.checked()).process());
    return doing(process, Idle.IDLE);
  }

  // The environment.

  /** The process's wall clock shows a tick more, and its monotonic one does unless its machine is suspended. */
  StepResult tick(int process, boolean suspended) {
    ClockReading now = now(process);
    long nanos = constants.duration(constants.granularity()).toNanos();
    ClockReading later =
        new ClockReading(now.nanos() + (suspended ? 0 : nanos), now.wallMillis() + nanos / 1_000_000);
    processes = with(processes, process, processes.get(process).at(later));
    history = history.ticked(process, suspended, isLeased(process), longestTimeout(process));
    return PERFORMED;
  }

  private int longestTimeout(int watcher) {
    return Arrays.stream(timeouts[watcher]).max().orElseThrow();
  }

  /** It holds a lease, or will once it learns that its heartbeat was committed. */
  private boolean isLeased(int process) {
    boolean willBe = step(process) instanceof Heartbeat heartbeat && heartbeat.store() != null
        && leaseOf(process, heartbeat).isLive(now(process));
    return processes.get(process).isLive() || willBe;
  }

  Lease leaseOf(int process, Heartbeat heartbeat) {
    return Lease.from(heartbeat.began(), configs.get(process).leaseDuration());
  }

  StepResult setStore(String state) {
    history = history.withStore(state);
    return PERFORMED;
  }

  // Changes, and what can be seen.

  private StepResult doing(int process, StepUnderWay step) {
    processes = with(processes, process, processes.get(process).with(step));
    return PERFORMED;
  }

  private void put(int process, ProcessState state) {
    processes = with(processes, process, processes.get(process).with(state));
  }

  private static List<TimedProcess> with(List<TimedProcess> all, int place, TimedProcess one) {
    List<TimedProcess> changed = new ArrayList<>(all);
    if (place == changed.size()) {
      changed.add(one);
    } else {
      changed.set(place, one);
    }
    return List.copyOf(changed);
  }

  private ClockReading now(int process) {
    return processes.get(process).reading();
  }

  private ProcessState state(int process) {
    return processes.get(process).state();
  }

  private StepUnderWay step(int process) {
    return processes.get(process).step();
  }

  TimingConstants constants() {
    return constants;
  }

  TimedProcess process(int index) {
    return processes.get(index);
  }

  /** For how long one process must watch another, in units. */
  int timeout(int watcher, int target) {
    return timeouts[watcher][target];
  }

  NodeId node(int process) {
    return nodes.get(process);
  }

  TimingHistory history() {
    return history;
  }

  Registry registry() {
    MemorySnapshot stored = store.snapshot();
    if (stored != decoded) {
      registry = registry(stored);
      decoded = stored;
    }
    return registry;
  }

  Registry registry(MemorySnapshot contents) {
    return new Registry(contents, keys);
  }

  // Back to where it was.

  /** All that can change. Immutable. */
  record Snapshot(MemorySnapshot store, List<TimedProcess> processes, TimingHistory history) {}

  Snapshot snapshot() {
    return new Snapshot(store.snapshot(), processes, history);
  }

  void restore(Snapshot earlier) {
    if (store.snapshot() != earlier.store()) {
      store.restore(earlier.store());
    }
    processes = earlier.processes();
    history = earlier.history();
  }

  void close() {
    store.close();
  }
}
