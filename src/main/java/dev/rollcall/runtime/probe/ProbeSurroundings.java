package dev.rollcall.runtime.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What probes take from around them besides sockets. All but the names are used by one thread only.
 *
 * @param clock monotonic nanoseconds
 * @param jitter spreads probes over time
 * @param nonces nobody may be able to guess what it draws, or old answers can be made to fit new probes
 * @param names knows hosts' addresses
 */
public record ProbeSurroundings(LongSupplier clock, RandomGenerator jitter, RandomGenerator nonces, Names names) {

  /** Knows the addresses of hosts. Thread-safe; may wait. */
  @FunctionalInterface
  public interface Names {
    /**
     * @throws UnknownHostException if there is no address for the name
     */
    InetAddress lookUp(String host) throws UnknownHostException;
  }

  /** Those of this machine. */
  public static ProbeSurroundings real() {
    return new ProbeSurroundings(
        System::nanoTime, new SplittableRandom(), new SecureRandom(), InetAddress::getByName);
  }
}
