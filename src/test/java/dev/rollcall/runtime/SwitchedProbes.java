package dev.rollcall.runtime;

import dev.rollcall.NodeId;
import dev.rollcall.detector.PeerProbes;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Links between one member and its peers, which a test cuts and heals. Thread-safe. */
final class SwitchedProbes implements PeerProbes {
  private volatile Set<NodeId> away = Set.of();
  private volatile Optional<String> complaint = Optional.empty();

  /** From now on these peers do not answer, and all others do. */
  void cutFrom(String... peers) {
    away = Set.copyOf(Arrays.stream(peers).map(NodeId::of).toList());
  }

  void heal() {
    cutFrom();
  }

  void complain(String... of) {
    complaint = Arrays.stream(of).findFirst();
  }

  @Override
  public Optional<String> complaint() {
    return complaint;
  }

  @Override
  public void become(long incarnation) {}

  @Override
  public void probe(Map<NodeId, String> peers) {}

  @Override
  public Optional<Boolean> answered(NodeId peer) {
    return Optional.of(!away.contains(peer));
  }

  @Override
  public void close() {}
}
