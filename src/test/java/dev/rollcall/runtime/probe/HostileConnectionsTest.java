package dev.rollcall.runtime.probe;

import static dev.rollcall.runtime.probe.Members.A;
import static dev.rollcall.runtime.probe.Members.B;
import static dev.rollcall.runtime.probe.Members.awaitAnswer;
import static dev.rollcall.runtime.probe.Members.awaitRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.store.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever strangers send is dropped without a word, and members are answered all the while. */
class HostileConnectionsTest {
  private static final byte[] PROBE = probe();

  private final Members members = new Members();

  @AfterEach
  void endAll() {
    members.close();
  }

  private static byte[] probe() {
    Handshake a = Members.handshake(A, 1);
    return a.encode(a.question(B));
  }

  private void assertDropped(TcpProbes b, ProbeRefusal reason, byte[] sent) throws IOException {
    long before = b.counters().refused(reason);
    try (Stranger stranger = new Stranger(b)) {
      stranger.sends(sent);
      assertThat(stranger.hears()).isEmpty();
    }
    awaitRefused(b, reason, before + 1);
  }

  private static byte[] changed(int index, int value) {
    byte[] bytes = PROBE.clone();
    bytes[index] = (byte) value;
    return bytes;
  }

  private static byte[] withLength(int length) {
    byte[] bytes = PROBE.clone();
    ByteBuffer.wrap(bytes).putShort(6, (short) length);
    return bytes;
  }

  private static void assertAnswered(TcpProbes b) throws IOException {
    try (Stranger member = new Stranger(b)) {
      member.sends(PROBE);
      assertThat(member.hears()).hasSize(PROBE.length);
    }
  }

  @Test
  void aRightProbeIsAnswered() throws IOException {
    assertAnswered(members.joined(B, Members.patient()));
  }

  @Test
  void aProbeThatComesByteByByteAndThenEndsIsAnswered() throws IOException {
    TcpProbes b = members.joined(B, Members.patient());
    try (Stranger member = new Stranger(b)) {
      for (byte part : PROBE) {
        member.sends(new byte[] {part});
      }
      member.sendsNoMore();
      assertThat(member.hears()).hasSize(PROBE.length);
    }
  }

  @Test
  void whatIsNoFrameOrOfAnotherVersionIsDroppedBeforeItIsComplete() throws IOException {
    TcpProbes b = members.joined(B, Members.patient());
    assertDropped(b, ProbeRefusal.NO_FRAME, "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
    assertDropped(b, ProbeRefusal.OTHER_VERSION, Arrays.copyOf(changed(4, 2), 8));
    assertDropped(b, ProbeRefusal.TOO_LONG, Arrays.copyOf(withLength(FrameCodec.MAX_BYTES + 1), 8));
    assertDropped(b, ProbeRefusal.TOO_LONG, Arrays.copyOf(withLength(0xffff), 8));
    for (int length : new int[] {0, 8, 20, 39, 69}) {
      assertDropped(b, ProbeRefusal.MALFORMED, Arrays.copyOf(withLength(length), Math.max(8, length)));
    }
    assertAnswered(b);
  }

  @Test
  void whatTheSecretDidNotSignIsDropped() throws IOException {
    TcpProbes b = members.joined(B, Members.patient());
    assertDropped(b, ProbeRefusal.WRONG_MAC, changed(PROBE.length - 1, PROBE[PROBE.length - 1] ^ 1));
    assertDropped(b, ProbeRefusal.WRONG_MAC, changed(5, 2));
    assertDropped(b, ProbeRefusal.WRONG_MAC, Arrays.copyOf(withLength(PROBE.length - 1), PROBE.length - 1));
    assertAnswered(b);
  }

  @Test
  void moreThanAFrameIsDropped() throws IOException {
    TcpProbes b = members.joined(B, Members.patient());
    assertDropped(b, ProbeRefusal.MALFORMED, Arrays.copyOf(PROBE, PROBE.length + 1));
    assertDropped(b, ProbeRefusal.MALFORMED, Arrays.copyOf(PROBE, 1 << 16));
  }

  @Test
  void anAnswerSentToWhoDidNotAskIsDropped() throws Exception {
    TcpProbes b = members.joined(B, Members.patient());
    assertDropped(b, ProbeRefusal.MALFORMED, Members.handshake(B, 1).answer(PROBE));
  }

  @Test
  void whoHangsUpEarlyIsForgotten() throws IOException {
    TcpProbes b = members.joined(B, Members.patient());
    for (int length = 0; length < PROBE.length; length += 7) {
      try (Stranger stranger = new Stranger(b)) {
        stranger.sends(Arrays.copyOf(PROBE, length));
        stranger.hangsUp();
      }
    }
    awaitRefused(b, ProbeRefusal.CUT_OFF, (PROBE.length + 6) / 7);
  }

  @Test
  void whoSendsTooSlowlyIsDropped() throws IOException {
    TcpProbes b = members.joined(B);
    try (Stranger nothing = new Stranger(b); Stranger half = new Stranger(b)) {
      half.sends(Arrays.copyOf(PROBE, PROBE.length / 2));
      assertThat(nothing.hears()).isEmpty();
      assertThat(half.hears()).isEmpty();
    }
    awaitRefused(b, ProbeRefusal.TOO_SLOW, 2);
  }

  @Test
  void whoHoldsConnectionsOpenCannotKeepMembersOut() throws IOException {
    TcpProbes b = members.joined(B, Members.patient().withMaxConnections(4, 50));
    TcpProbes a = members.joined(A);
    List<Stranger> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        idle.add(new Stranger(b));
      }
      a.probe(Map.of(B, b.address()));
      awaitAnswer(a, B, true);
      awaitRefused(b, ProbeRefusal.TOO_MANY, 17);
      assertThat(idle.get(0).hears()).as("the oldest made room").isEmpty();
    } finally {
      for (Stranger stranger : idle) {
        stranger.close();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.rollcall.store.Seeds#seeds")
  void garbageOfAllKindsIsCountedAndNothingElse(long seed) throws IOException {
    String run = Seeds.announce("garbage", seed);
    Random random = new Random(seed);
    TcpProbes b = members.joined(B, Members.settings().withTimes(Duration.ofSeconds(30), Duration.ofSeconds(10)));
    int strangers = 300;
    for (int i = 0; i < strangers; i++) {
      try (Stranger stranger = new Stranger(b)) {
        stranger.sends(garbage(random));
        stranger.sendsNoMore();
        assertThat(stranger.hears()).as("%s, stranger %d", run, i).isEmpty();
      }
    }
    Await.until("all are counted, " + run, () -> refusals(b) == strangers);
    assertThat(b.counters().accepted()).as(run).isZero();
    assertAnswered(b);
  }

  private static long refusals(TcpProbes probes) {
    return Arrays.stream(ProbeRefusal.values()).mapToLong(r -> probes.counters().refused(r)).sum();
  }

  /** Noise, a probe with noise in it, a probe that lost its end, or noise that begins as a frame does. */
  private static byte[] garbage(Random random) {
    byte[] noise = new byte[random.nextInt(1000)];
    random.nextBytes(noise);
    byte[] probe = PROBE.clone();
    switch (random.nextInt(4)) {
      case 0:
        return noise;
      case 1:
        probe[random.nextInt(probe.length)] ^= (byte) (1 << random.nextInt(8));
        return probe;
      case 2:
        return Arrays.copyOf(probe, random.nextInt(probe.length));
      default:
        System.arraycopy(PROBE, 0, noise, 0, Math.min(6, noise.length));
        return noise;
    }
  }
}
