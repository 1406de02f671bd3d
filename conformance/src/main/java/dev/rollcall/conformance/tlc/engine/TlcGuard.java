package dev.rollcall.conformance.tlc.engine;

import java.rmi.Remote;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;

/** Stands in for the JDK methods that TLC must not call in a JVM that it does not own. */
public final class TlcGuard {
  private TlcGuard() {}

  /** Thrown where TLC would have ended the JVM. */
  static final class ExitAttempt extends RuntimeException {
    ExitAttempt(int code) {
      super("TLC gave up with exit code " + code);
    }
  }

  /** For {@link System#exit}. */
  @SuppressWarnings("DoNotCallSuggester") // Called by what was TLC's System.exit.
  public static void exit(int code) {
    throw new ExitAttempt(code);
  }

  /** For {@code Executors.newFixedThreadPool}: TLC never shuts some of these pools down. */
  public static ExecutorService newFixedThreadPool(int threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads, threads, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), TlcGuard::daemon);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** For {@code Executors.newSingleThreadExecutor}. */
  public static ExecutorService newSingleThreadExecutor() {
    return newFixedThreadPool(1);
  }

  /** For {@code ManagementFactory}: beans of several runs would share their names, and outlive them. */
  public static MBeanServer getPlatformMBeanServer() {
    return Beans.SERVER;
  }

  private static final class Beans {
    static final MBeanServer SERVER = MBeanServerFactory.newMBeanServer();
  }

  /**
   * For {@code UnicastRemoteObject}, which the set of fingerprints extends: each one would open a port,
   * and a thread that is no daemon would wait for callers from other machines.
   */
  public static class Local {
    protected Local() {}

    protected Local(int port) {}

    /** Nothing was exported. */
    public static boolean unexportObject(Remote object, boolean force) {
      return true;
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(null, work, "tlc-pool", 64L << 20);
    thread.setDaemon(true);
    return thread;
  }
}
