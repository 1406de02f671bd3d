package dev.rollcall.example;

import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.NodeRecover;
import dev.rollcall.protocol.Observer;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.TakeOver;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Transaction;
import java.util.function.BooleanSupplier;

/** Removes a node whose process is gone for good, by what a new process of it would do. */
final class DeadNodeRemoval {

  private DeadNodeRemoval() {}

  /**
   * Closes the record of the context's own node.
   *
   * @param pause waits for less than lookGap; false to give up
   * @return whether there is no record any more; there is for as long as its process shows signs of life
   */
  static boolean remove(NodeContext context, BooleanSupplier pause) {
    ProcessState process = ProcessState.NEW;
    while (hasRecord(context)) {
      if (!pause.getAsBoolean()) {
        return false;
      }
      process = new Observer().look(context, process);
      process = new TakeOver().perform(context, process, null).process();
      new NodeRecover().perform(context, process, null);
    }
    return true;
  }

  private static boolean hasRecord(NodeContext context) {
    try (Transaction transaction = context.store().begin()) {
      return new Registry(transaction, context.keys()).record(context.self()) != null;
    }
  }
}
