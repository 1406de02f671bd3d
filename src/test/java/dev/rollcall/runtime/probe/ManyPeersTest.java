package dev.rollcall.runtime.probe;

import static dev.rollcall.runtime.probe.Members.A;
import static dev.rollcall.runtime.probe.Members.awaitAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeId;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Thousands of peers need no more threads than one. */
class ManyPeersTest {
  private static final int PEERS = 500;

  private static NodeId peer(int number) {
    return NodeId.of("peer-" + number);
  }

  private static long threads(String named) {
    return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith(named)).count();
  }

  /** Whoever it is asked for, it is that. */
  private static FakePeer everybody() throws IOException {
    FrameCodec codec = new FrameCodec(Members.SECRET);
    return new FakePeer(connection -> {
      ProbeFrame probe = codec.decode(FakePeer.readFrame(connection));
      connection.getOutputStream().write(codec.encode(probe.answer(1)));
      connection.close();
    });
  }

  @Test
  void fiveHundredPeersOfWhichHalfAreSilentNeedOneThread() throws IOException {
    ProbeSettings settings = Members.settings().withTimes(Duration.ofSeconds(3), Duration.ofSeconds(2));
    try (Members members = new Members(); FakePeer everybody = everybody(); FakePeer silent = FakePeer.silent()) {
      TcpProbes a = members.joined(A, settings);
      Map<NodeId, String> addresses = new HashMap<>();
      for (int i = 0; i < PEERS; i++) {
        addresses.put(peer(i), (i % 2 == 0 ? everybody : silent).address());
      }
      a.probe(addresses);
      for (int i = 0; i < PEERS; i++) {
        awaitAnswer(a, peer(i), i % 2 == 0);
      }
      assertThat(threads("rollcall-probes-a")).isEqualTo(1);
    }
    Await.until("its thread has ended", () -> threads("rollcall-probes-a") == 0);
  }

  @Test
  void fiveHundredPeersThatAskAtOnceAreAllAnswered() throws IOException {
    try (Members members = new Members()) {
      TcpProbes a = members.joined(A, Members.patient().withMaxConnections(PEERS, PEERS));
      Stranger[] peers = new Stranger[PEERS];
      for (int i = 0; i < PEERS; i++) {
        peers[i] = new Stranger(a);
      }
      for (int i = 0; i < PEERS; i++) {
        Handshake handshake = Members.handshake(peer(i), 1);
        peers[i].sends(handshake.encode(handshake.question(A)));
      }
      for (Stranger peer : peers) {
        assertThat(peer.hears()).isNotEmpty();
        peer.close();
      }
      assertThat(threads("rollcall-probes-a")).isEqualTo(1);
    }
  }

  @Test
  void twentyMembersThatAllProbeEachOtherAreAllAnswered() throws IOException {
    try (Members members = new Members()) {
      Map<NodeId, TcpProbes> all = new HashMap<>();
      Map<NodeId, String> addresses = new HashMap<>();
      for (int i = 0; i < 20; i++) {
        all.put(peer(i), members.joined(peer(i), Members.settings().withTimes(
            Duration.ofSeconds(2), Duration.ofSeconds(2))));
        addresses.put(peer(i), all.get(peer(i)).address());
      }
      all.values().forEach(probes -> probes.probe(addresses));
      all.values().forEach(probes -> addresses.keySet().forEach(peer -> awaitAnswer(probes, peer, true)));
      assertThat(all.get(peer(0)).answered(NodeId.of("nobody"))).isEqualTo(Optional.empty());
    }
  }
}
