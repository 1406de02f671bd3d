package dev.rollcall.runtime.probe;

import dev.rollcall.NodeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Processes of a test that probe each other on this machine; all of them end with it. */
final class Members implements AutoCloseable {
  static final String CLUSTER = "orders";
  static final NodeId A = NodeId.of("a");
  static final NodeId B = NodeId.of("b");
  static final NodeId C = NodeId.of("c");
  static final ProbeSecret SECRET = secret("a secret that the members share.");
  static final Duration INTERVAL = Duration.ofMillis(200);

  private final List<TcpProbes> opened = new ArrayList<>();

  static ProbeSecret secret(String text) {
    return ProbeSecret.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Any port of this machine, the shared secret, and times that a test has the patience for. */
  static ProbeSettings settings() {
    return ProbeSettings.at("127.0.0.1", 0).withSecret(SECRET).withTimes(INTERVAL, INTERVAL);
  }

  /** As {@link #settings}, for tests in which nobody is to run out of time. */
  static ProbeSettings patient() {
    return settings().withTimes(Duration.ofSeconds(30), Duration.ofSeconds(30));
  }

  static ProbeSurroundings surroundings(long seed) {
    ProbeSurroundings real = ProbeSurroundings.real();
    return new ProbeSurroundings(real.clock(), new SplittableRandom(seed), real.nonces(), real.names());
  }

  /** A process of the node that has joined. */
  TcpProbes joined(NodeId node, ProbeSettings settings) throws IOException {
    TcpProbes probes = open(node, CLUSTER, settings, surroundings(1));
    probes.become(1);
    return probes;
  }

  TcpProbes joined(NodeId node) throws IOException {
    return joined(node, settings());
  }

  TcpProbes open(NodeId node, String cluster, ProbeSettings settings, ProbeSurroundings surroundings)
      throws IOException {
    TcpProbes probes = TcpProbes.open(node, cluster, settings, surroundings);
    opened.add(probes);
    return probes;
  }

  /** The frames of another process of this node, in the same cluster with the same secret. */
  static Handshake handshake(NodeId node, long incarnation) {
    return new Handshake(node, CLUSTER, () -> incarnation, peer -> false, SECRET, new SplittableRandom(1));
  }

  static void awaitAnswer(TcpProbes prober, NodeId peer, boolean answered) {
    Await.until("a probe of " + peer + " answered: " + answered,
        () -> prober.answered(peer).equals(Optional.of(answered)));
  }

  /** Waits until at least so many probes have ended for this reason. */
  static void awaitUnanswered(TcpProbes prober, ProbeRefusal reason, int count) {
    Await.until(count + " probes unanswered: " + reason + ", of " + counts(prober),
        () -> prober.counters().unanswered(reason) >= count);
  }

  static void awaitRefused(TcpProbes responder, ProbeRefusal reason, long count) {
    Await.until(count + " connections refused: " + reason + ", of " + counts(responder),
        () -> responder.counters().refused(reason) >= count);
  }

  /** Everything that was counted. */
  static String counts(TcpProbes probes) {
    ProbeCounters counters = probes.counters();
    Map<ProbeRefusal, String> reasons = Arrays.stream(ProbeRefusal.values())
        .filter(r -> counters.refused(r) + counters.unanswered(r) > 0)
        .collect(Collectors.toMap(
            r -> r, r -> counters.refused(r) + " refused, " + counters.unanswered(r) + " unanswered"));
    return counters.accepted() + " accepted, " + counters.answered() + " answered, " + reasons;
  }

  @Override
  public void close() {
    opened.forEach(TcpProbes::close);
  }
}
