package dev.rollcall.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorHost;
import dev.rollcall.ActorId;
import dev.rollcall.MembershipConfig;
import dev.rollcall.NodeId;
import dev.rollcall.Tags;
import dev.rollcall.conformance.operate.Pace;
import dev.rollcall.migration.ActivateActor;
import dev.rollcall.migration.ActorOutcome;
import dev.rollcall.migration.HostedActors;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.NodeJoin;
import dev.rollcall.protocol.NodeJoinComplete;
import dev.rollcall.protocol.Observer;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.SendHeartbeat;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.journal.Journal;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.fdb.FdbOptions;
import dev.rollcall.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The cluster {@code orders} on an embedded store, and all that a command touches around it. Time passes only while the
 * command waits, and then nodes that live beat every three seconds.
 */
final class World implements Pace, Operator {
  static final Keys KEYS = new Keys("orders");
  private static final Tags TAGS = Tags.of(Map.of("zone", "z1", "rack", "r7"));
  private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration BEAT_EVERY = Duration.ofSeconds(3);

  final MemoryStore store = new MemoryStore();
  final List<FdbOptions> opened = new ArrayList<>();
  final List<String> questions = new ArrayList<>();
  boolean someoneIsThere;
  String answer;
  Runnable whenAsked = () -> {};
  Journal journal = Journal.OFF;
  private final Map<String, ProcessState> processes = new HashMap<>();
  private final Set<String> alive = new HashSet<>();
  private final Map<String, Long> lastBeat = new HashMap<>();
  private final TreeMap<Long, Runnable> events = new TreeMap<>();
  private long nanos;
  private long endsAt = Long.MAX_VALUE;

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public Instant now() {
    return BEGIN.plusNanos(nanos);
  }

  @Override
  public boolean pause(Duration time) {
    if (nanos >= endsAt) {
      return false;
    }
    passes(time);
    return true;
  }

  void passes(Duration time) {
    nanos += time.toNanos();
    while (!events.isEmpty() && events.firstKey() <= nanos) {
      events.pollFirstEntry().getValue().run();
    }
    alive.stream().sorted().filter(node -> nanos - lastBeat.get(node) >= BEAT_EVERY.toNanos()).forEach(this::beats);
  }

  /** The operator has seen enough then. */
  void endsAfter(Duration time) {
    endsAt = nanos + time.toNanos();
  }

  void after(Duration time, Runnable event) {
    events.put(nanos + time.toNanos(), event);
  }

  @Override
  public boolean isThere() {
    return someoneIsThere;
  }

  @Override
  public Optional<String> answer(String question) {
    questions.add(question);
    whenAsked.run();
    return Optional.ofNullable(answer);
  }

  /** Nodes become members, one after the other, and beat from then on. */
  void join(String... nodes) {
    for (String node : nodes) {
      joins(node);
      if (processes.get(node).view().number() == 0) {
        does(new NodeJoinComplete(), node, null);
      }
    }
  }

  void joins(String node) {
    processes.put(node, ProcessState.NEW);
    does(new NodeJoin(), node, null);
    alive.add(node);
    lastBeat.put(node, nanos);
  }

  void beats(String node) {
    does(new SendHeartbeat(), node, null);
    lastBeat.put(node, nanos);
  }

  /** The node's process is gone, or cannot reach the store. */
  void die(String... nodes) {
    alive.removeAll(List.of(nodes));
  }

  /** Has the voter look at the others for so long. */
  void watches(String voter, Duration time) {
    long end = nanos + time.toNanos();
    while (nanos <= end) {
      processes.put(voter, new Observer().look(context(voter), processes.get(voter)));
      passes(Duration.ofSeconds(1));
    }
  }

  void does(ProtocolAction action, String node, String target) {
    StepOutcome outcome =
        action.perform(context(node), processes.get(node), target == null ? null : NodeId.of(target));
    assertThat(outcome).as("%s by %s", action.name(), node).isInstanceOf(StepOutcome.Performed.class);
    processes.put(node, outcome.process());
  }

  /** The node activates actors. */
  void hosts(String node, String... actors) {
    for (String actor : actors) {
      HostedActors hosted = new HostedActors(new ActorHost(NodeId.of(node), processes.get(node).incarnation()));
      assertThat(hosted.activate(new ActivateActor(), context(node), processes.get(node), ActorId.of(actor)))
          .isInstanceOf(ActorOutcome.Performed.class);
    }
  }

  private NodeContext context(String node) {
    return new NodeContext(NodeId.of(node), "host-of-" + node, TAGS, KEYS, store, this::nanos, this::now, peer -> true,
        MembershipConfig.DEFAULT, UUID::randomUUID, journal);
  }

  Registry registry() {
    return new Registry(store.snapshot(), KEYS);
  }

  /** What the store holds under {@code key} becomes this. */
  void set(Bytes key, Bytes value) {
    try (Transaction transaction = store.begin()) {
      transaction.set(key, value);
      transaction.commit();
    }
  }

  /** A store that outlives its closing, so that several commands can work on it. */
  Store open(FdbOptions location) {
    opened.add(location);
    return new Store() {
      @Override
      public Transaction begin() {
        return store.begin();
      }

      @Override
      public void close() {}
    };
  }

  CommandRun run(String... arguments) {
    return run(this::open, arguments);
  }

  CommandRun run(StoreOpener stores, String... arguments) {
    return CommandRun.of(new Outside(stores, this, this, heard -> {}), arguments);
  }
}
