package dev.rollcall.migration;

import dev.rollcall.protocol.ProcessState;
import java.util.Map;

/** A step of the migration queue as a primary takes it: read a batch, choose, move. */
public final class Migration {
  private Migration() {}

  /** To the nodes that have the fewest actors. */
  public static MigrationProgress step(MigrationQueue queue, ProcessState process) {
    return step(queue, new LeastLoaded(), process);
  }

  static MigrationProgress step(MigrationQueue queue, PlacementStrategy strategy, ProcessState process) {
    DueActors due = queue.read();
    return queue.move(process, due,
        due.candidates().isEmpty() ? Map.of() : strategy.choose(due.candidates(), due.loads()));
  }
}
