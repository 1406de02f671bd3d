package dev.rollcall.runtime;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a torture did, kind by kind; the latest events of each node; and what was found wrong. Thread-safe. */
final class TortureLog {
  /** Events kept for each node. */
  private static final int LATEST = 40;
  private static final int MOST_FINDINGS = 100;

  /** Nodes of a torture have names of this form. */
  private static final Pattern NODE = Pattern.compile("\\bt\\d+\\b");

  /** Each is to happen in each torture. */
  enum Trouble {
    // of the store
    CALL_DELAYED, REPLY_DELAYED, UNAVAILABLE, CONFLICT, UNKNOWN_COMMITTED, UNKNOWN_NOT_COMMITTED, COMMITTED_LATE,
    WATCH_LOST, WATCH_FAILED,
    // of processes and machines
    STARTED, CRASHED, LEFT, REJOINED, CUT, VANISHED, PAUSED, TWIN, CLOCKS_DRIFTED, SUSPENDED,
    // of the application's code
    LISTENER_THROWS, LISTENER_BLOCKS, LISTENER_CALLS_BACK, LISTENER_WAITS, DRAIN_HANGS, METRICS_THROW, PLACEMENT_THROWS,
    PLACEMENT_BLOCKS, PLACEMENT_IS_NONSENSE, TASK_REFUSED, TASK_DELAYED, TASK_LOST, TASK_DONE_BY_CALLER,
    // what comes of it
    SUSPECTED, FAILED, SUPERSEDED, LEASE_LOST, LEASE_REGAINED, ELECTED, ACTIVATED, DEACTIVATED,
    // of those who write
    WRITTEN_BY_PRIMARY, WRITTEN_BY_ACTOR, STALE_PRIMARY_REFUSED, STALE_ACTOR_REFUSED
  }

  private record Event(long millis, String text) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%8d ms  %s", millis, text);
    }
  }

  private final long beganNanos = System.nanoTime();
  private final Map<Trouble, AtomicLong> counts = new ConcurrentHashMap<>();
  private final Map<String, Deque<Event>> latest = new ConcurrentHashMap<>();
  private final List<String> findings = new CopyOnWriteArrayList<>();

  void count(Trouble trouble) {
    counts.computeIfAbsent(trouble, any -> new AtomicLong()).incrementAndGet();
  }

  private long millis() {
    return (System.nanoTime() - beganNanos) / 1_000_000;
  }

  /** Something happened to a node. */
  void tell(String node, String what) {
    Deque<Event> events = latest.computeIfAbsent(node, any -> new ArrayDeque<>());
    synchronized (events) {
      events.add(new Event(millis(), what));
      if (events.size() > LATEST) {
        events.remove();
      }
    }
  }

  /** Something is wrong; it names the nodes that are involved. */
  void wrong(String what) {
    if (findings.size() >= MOST_FINDINGS) {
      return;
    }
    StringBuilder text = new StringBuilder("at " + millis() + " ms: " + what);
    Matcher nodes = NODE.matcher(what);
    for (Set<String> told = new TreeSet<>(); nodes.find();) {
      if (told.add(nodes.group())) {
        text.append("\n  latest of ").append(nodes.group()).append(':');
        latestOf(nodes.group()).forEach(event -> text.append("\n  ").append(event));
      }
    }
    findings.add(text.toString());
  }

  private List<Event> latestOf(String node) {
    Deque<Event> events = latest.getOrDefault(node, new ArrayDeque<>());
    synchronized (events) {
      return List.copyOf(events);
    }
  }

  List<String> findings() {
    return List.copyOf(findings);
  }

  /** The troubles that have not happened. */
  Set<Trouble> missing() {
    return Arrays.stream(Trouble.values()).filter(trouble -> !counts.containsKey(trouble))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Trouble.class)));
  }

  /** How often each trouble happened. */
  @Override
  public String toString() {
    return new TreeMap<>(counts).entrySet().stream()
        .map(e -> e.getKey().name().toLowerCase(Locale.ROOT) + " " + e.getValue()).collect(Collectors.joining(", "));
  }
}
