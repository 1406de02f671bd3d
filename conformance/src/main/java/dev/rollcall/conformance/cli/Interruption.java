package dev.rollcall.conformance.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a command that would go on for ever, when the operator wants it to: Ctrl-C interrupts its thread, waits until
 * the command has ended, and has the process exit with 0. To be closed by the command as it ends.
 */
final class Interruption {
  private static final int PATIENCE_SECONDS = 5;

  private final Thread command = Thread.currentThread();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::end, "interruption");

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void end() {
    command.interrupt();
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      return;
    }
    System.out.flush();
    Runtime.getRuntime().halt(Rollcall.VERIFIED);
  }

  /** The command has ended, by itself or because it was interrupted. */
  void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, which is what the hook is for.
    }
  }
}
