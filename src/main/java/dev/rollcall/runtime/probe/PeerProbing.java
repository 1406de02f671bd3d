package dev.rollcall.runtime.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Probes one peer again and again, until it is stopped; one probe at a time. Used by one thread. */
final class PeerProbing implements OutboundProbe.Ended {
  private final Peer peer;
  private final Prober prober;
  private final SelectorLoop loop;
  private final Target target;
  private long begunNanos;
  /** The end of the probe under way, or the beginning of the next. */
  private Agenda.Due next;
  private boolean underWay;
  private Optional<OutboundProbe> connection = Optional.empty();

  PeerProbing(Peer peer, Prober prober, SelectorLoop loop) {
    this.peer = peer;
    this.prober = prober;
    this.loop = loop;
    this.target = new Target(peer.address());
  }

  void start() {
    next = loop.agenda().at(loop.now() + prober.firstPauseNanos(), this::begin);
  }

  void stop() {
    underWay = false;
    if (next != null) {
      loop.agenda().cancel(next);
    }
    disconnect();
  }

  private void begin() {
    begunNanos = loop.now();
    underWay = true;
    next = loop.agenda().at(begunNanos + prober.timeoutNanos(), () -> unanswered(ProbeRefusal.TOO_SLOW));
    target.beginLookup().ifPresent(host -> prober.lookUp(host, found -> {
      target.found(found);
      if (underWay && connection.isEmpty()) {
        connect();
      }
    }));
    connect();
  }

  private void connect() {
    Optional<InetSocketAddress> to = target.known();
    if (to.isEmpty()) {
      if (!target.isLookingUp()) {
        unanswered(ProbeRefusal.NO_ADDRESS);
      }
      return;
    }
    try {
      connection = Optional.of(prober.ask(peer.node(), to.get(), this));
    } catch (IOException e) {
      unanswered(ProbeRefusal.NO_CONNECTION);
    }
  }

  @Override
  public void answered(boolean mutual) {
    if (loop.now() - begunNanos > prober.timeoutNanos()) {
      unanswered(ProbeRefusal.TOO_SLOW);
    } else if (mutual) {
      prober.counters().countAnswered();
      end(Peer.Result.MUTUAL);
    } else {
      prober.counters().countUnanswered(ProbeRefusal.ONE_WAY);
      end(Peer.Result.ONE_WAY);
    }
  }

  @Override
  public void unanswered(ProbeRefusal reason) {
    prober.counters().countUnanswered(reason);
    target.doubt();
    end(Peer.Result.UNANSWERED);
  }

  private void end(Peer.Result result) {
    stop();
    Pace pace = prober.pace();
    long pause = peer.ended(result) ? pace.pauseNanos() : pace.secondPauseNanos();
    next = loop.agenda().at(begunNanos + pause, this::begin);
  }

  private void disconnect() {
    connection.ifPresent(OutboundProbe::close);
    connection = Optional.empty();
  }
}
