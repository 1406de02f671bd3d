package dev.rollcall.conformance.tlc;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A worker process that a server started for itself: host, port, and patience in milliseconds. */
final class LocalWorkerMain {
  private static final long GRACE_MILLIS = 3000;

  private LocalWorkerMain() {}

  public static void main(String[] args) {
    AtomicBoolean orphaned = new AtomicBoolean();
    endWithParent(orphaned);
    try {
      Distributed.work(new WorkerRun(args[0], Integer.parseInt(args[1]), 1, Optional.of(args[0]), 0,
          Duration.ofMillis(Long.parseLong(args[2])), orphaned::get, ClusterListener.SILENT));
      System.exit(0);
    } catch (RuntimeException e) {
      System.out.println(e instanceof ClusterException ? e.getMessage() : e.toString());
      System.exit(2);
    }
  }

  /** The parent never writes: what is read here is the end of it. */
  private static void endWithParent(AtomicBoolean orphaned) {
    Thread watch = new Thread(() -> {
      try {
        System.in.transferTo(OutputStream.nullOutputStream());
        orphaned.set(true);
        // So long it has to delete its files.
        Thread.sleep(GRACE_MILLIS);
      } catch (IOException | InterruptedException e) {
        // Nobody is there to write, either.
      }
      Runtime.getRuntime().halt(2);
    }, "end-with-parent");
    watch.setDaemon(true);
    watch.start();
  }
}
