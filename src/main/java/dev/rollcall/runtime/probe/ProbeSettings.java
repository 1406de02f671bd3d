package dev.rollcall.runtime.probe;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a process probes its peers and answers them. Immutable.
 *
 * @param bindHost where to listen: an address of this machine, or its name
 * @param port where to listen; 0 for any that is free
 * @param advertised the address that peers are to use, {@code host:port}, with port 0 for the one listened at; empty
 *     for the address listened at
 * @param secret what the members of the cluster share; a process without one does not start, unless it is
 *     unauthenticated
 * @param unauthenticated whether to believe anybody
 * @param asks whether peers are probed at all; otherwise they are only answered
 * @param interval the longest time from the beginning of one probe of a peer to that of the next; the shortest is three
 *     quarters of it
 * @param timeout how long an answer may take, from before the connection is made; and how long a peer may take to send
 *     its probe
 * @param maxConnections how many connections of peers may be open; beyond that the oldest is dropped
 * @param backlog how many connections the system may keep until they are accepted
 */
public record ProbeSettings(
    String bindHost, int port, Optional<String> advertised, Optional<ProbeSecret> secret, boolean unauthenticated,
    boolean asks, Duration interval, Duration timeout, int maxConnections, int backlog) {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  /** Every 2 s, answers within 1.5 s, 256 connections, a backlog of 128; a secret is still to be given. */
  public static ProbeSettings at(String bindHost, int port) {
    return new ProbeSettings(bindHost, port, Optional.empty(), Optional.empty(), false, true,
        Duration.ofSeconds(2), Duration.ofMillis(1500), 256, 128);
  }

  /**
   * @throws IllegalArgumentException if a setting is out of its range, naming it and the range
   */
  public ProbeSettings {
    Objects.requireNonNull(bindHost, "bindHost");
    require(port >= 0 && port <= 65535, "port", port, "0 to 65535, where 0 is any");
    advertised.ifPresent(address -> require(HostPort.parse(address).isPresent(), "advertised", address,
        "host:port, as in 10.0.0.5:7411 or [fd00::5]:7411"));
    require(!unauthenticated || secret.isEmpty(), "unauthenticated", true, "false where there is a secret");
    require(interval.compareTo(SHORTEST) >= 0 && interval.compareTo(LONGEST) <= 0, "interval", interval,
        "1 ms to 1 hour");
    require(timeout.compareTo(SHORTEST) >= 0 && timeout.compareTo(interval) <= 0, "timeout", timeout,
        "at least 1 ms and no longer than interval, which is " + interval);
    require(maxConnections >= 1, "maxConnections", maxConnections, "at least 1");
    require(backlog >= 1, "backlog", backlog, "at least 1");
  }

  public ProbeSettings withAdvertised(String address) {
    return new ProbeSettings(bindHost, port, Optional.of(address), secret, unauthenticated, asks, interval, timeout,
        maxConnections, backlog);
  }

  public ProbeSettings withSecret(ProbeSecret shared) {
    return new ProbeSettings(bindHost, port, advertised, Optional.of(shared), unauthenticated, asks, interval, timeout,
        maxConnections, backlog);
  }

  /** Believes anybody who can open a connection. For networks that nobody else is in. */
  public ProbeSettings withoutAuthentication() {
    return new ProbeSettings(bindHost, port, advertised, secret, true, asks, interval, timeout, maxConnections,
        backlog);
  }

  /** Answers peers and asks none: what every member must do before the first may ask. */
  public ProbeSettings answeringOnly() {
    return new ProbeSettings(bindHost, port, advertised, secret, unauthenticated, false, interval, timeout,
        maxConnections, backlog);
  }

  public ProbeSettings withTimes(Duration newInterval, Duration newTimeout) {
    return new ProbeSettings(bindHost, port, advertised, secret, unauthenticated, asks, newInterval, newTimeout,
        maxConnections, backlog);
  }

  public ProbeSettings withMaxConnections(int connections, int newBacklog) {
    return new ProbeSettings(bindHost, port, advertised, secret, unauthenticated, asks, interval, timeout, connections,
        newBacklog);
  }

  /**
   * What frames are signed with.
   *
   * @throws IllegalArgumentException if there is no secret and nobody said that none is wanted
   */
  ProbeSecret signing() {
    require(unauthenticated || secret.isPresent(), "secret", "missing",
        "the same at every member (withSecret), or given up on purpose (withoutAuthentication)");
    return secret.orElse(ProbeSecret.NONE);
  }

  private static void require(boolean holds, String setting, Object value, String bound) {
    if (!holds) {
      throw new IllegalArgumentException("probe setting " + setting + " is " + value + ", but must be " + bound);
    }
  }
}
