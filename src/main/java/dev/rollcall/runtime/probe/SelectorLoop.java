package dev.rollcall.runtime.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * One thread that waits for many channels and for what is due. Everything happens in that thread, but for
 * {@link #post} and {@link #close}, which are for all others.
 */
final class SelectorLoop implements AutoCloseable {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Selector selector;
  private final LongSupplier clock;
  private final Agenda agenda = new Agenda();
  private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean over;

  /** What waits for a channel. It has nothing to throw: what is wrong with a channel is its own affair. */
  interface Handler {
    /** The channel is ready for what it waits for. */
    void ready();
  }

  /**
   * @param ended called by the thread before it closes the channels and ends, be it closed or broken
   */
  SelectorLoop(String name, LongSupplier clock, Runnable ended) throws IOException {
    this.selector = Selector.open();
    this.clock = clock;
    this.thread = new Thread(() -> run(ended), name);
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

  private void run(Runnable ended) {
    try {
      while (!closing) {
        turn();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the selector of " + thread.getName() + " is broken", e);
    } finally {
      over = true;
      ended.run();
      release();
    }
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
      ((Handler) key.attachment()).ready();
    }
  }

  /** Ends the thread and waits for it; closes all channels. */
  @Override
  public void close() {
    closing = true;
    selector.wakeup();
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
