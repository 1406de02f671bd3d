package dev.rollcall.store.memory;

import java.util.List;

/**
 * Says which fault each transaction of a {@link ScriptedStore} meets. Called once per transaction, from
 * the thread that begins it; a script for several threads must be safe for them.
 */
@FunctionalInterface
public interface FaultScript {

  /**
   * The fault of one transaction.
   *
   * @param transaction the number of transactions begun on the store before this one
   */
  Fault faultOf(long transaction);

  /** The same fault for every transaction. */
  static FaultScript always(Fault fault) {
    return transaction -> fault;
  }

  /** {@code faults} for the first transactions in turn, then none. */
  static FaultScript inOrder(Fault... faults) {
    List<Fault> script = List.of(faults);
    return transaction -> transaction < script.size() ? script.get((int) transaction) : Fault.NONE;
  }
}
