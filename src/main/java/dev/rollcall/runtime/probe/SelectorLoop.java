package dev.rollcall.runtime.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that waits for many channels and for what is due. Everything happens in that thread, but for
 * {@link #post} and {@link #close}, which are for all others. Nothing that goes wrong ends the thread, not even an Error;
 * only {@link #close} does.
 */
final class SelectorLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TcpProbes.class);
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Between two tries to go on after something went wrong. */
  private static final long AFTER_FAILURE_NANOS = 500_000_000;

  private final Selector selector;
  private final LongSupplier clock;
  private final Agenda agenda = new Agenda();
  private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private final Runnable recover;
  private volatile boolean closing;
  private volatile boolean over;
  private volatile Throwable failure;

  /** What waits for a channel. It has nothing to throw: what is wrong with a channel is its own affair. */
  interface Handler {
    /** The channel is ready for what it waits for. */
    void ready();

    /** {@link #ready} threw something after all: the channel is not to be ready any more, or not so soon. */
    void failed();
  }

  /**
   * @param recover called by the thread after something went wrong, until it succeeds: what was to be done may not have
   *     been
   */
  SelectorLoop(String name, LongSupplier clock, Runnable recover) throws IOException {
    this.selector = Selector.open();
    this.clock = clock;
    this.recover = recover;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** To be called before the start, or by the thread itself. A channel that cannot be waited for is closed. */
  SelectionKey register(SelectableChannel channel, int operations, Handler handler) throws IOException {
    try {
      channel.configureBlocking(false);
      return channel.register(selector, operations, handler);
    } catch (IOException e) {
      Channels.close(channel);
      throw e;
    }
  }

  Agenda agenda() {
    return agenda;
  }

  long now() {
    return clock.getAsLong();
  }

  /** Has the thread do this soon, in the order of calls; never, if it has ended. */
  void post(Runnable task) {
    if (!over) {
      posted.add(task);
      selector.wakeup();
    }
  }

  private void run() {
    try {
      while (!closing) {
        failure = turn(failure);
      }
    } finally {
      over = true;
      release();
    }
  }

  /**
   * @param before what went wrong in the turn before; null if nothing did
   * @return what went wrong in this one
   */
  private Throwable turn(Throwable before) {
    try {
      if (before != null) {
        LockSupport.parkNanos(AFTER_FAILURE_NANOS);
        recover.run();
      }
      turn();
      return null;
    } catch (Throwable e) {
      if (before == null) {
        LOG.error("probes failed thread={}; all peers are probed anew", thread.getName(), e);
      }
      return e;
    }
  }

  /** What went wrong last, if nothing has gone well since. Thread-safe. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  private void release() {
    try {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      // Channels keep their ports until their selector lets go of them.
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the channels of " + thread.getName() + " cannot be closed", e);
    }
  }

  private void turn() throws IOException {
    long nanos = agenda.nanosToNext(now());
    if (nanos == 0) {
      selector.selectNow(SelectorLoop::handle);
    } else {
      // Up to the next millisecond, so that a wait is never cut to a spin. 0 would be for ever, as is Long.MAX_VALUE.
      selector.select(SelectorLoop::handle, nanos / NANOS_PER_MILLI + 1);
    }
    for (Runnable task = posted.poll(); task != null; task = posted.poll()) {
      task.run();
    }
    agenda.runDue(now());
  }

  private static void handle(SelectionKey key) {
    if (key.isValid()) {
      Handler handler = (Handler) key.attachment();
      try {
        handler.ready();
      } catch (Throwable e) {
        // Or it would be ready, and throw, at each turn.
        handler.failed();
        throw e;
      }
    }
  }

  /** Ends the thread and waits for it; closes all channels. */
  @Override
  public void close() {
    closing = true;
    selector.wakeup();
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
