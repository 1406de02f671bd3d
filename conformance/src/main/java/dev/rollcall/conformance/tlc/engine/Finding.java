package dev.rollcall.conformance.tlc.engine;

import tlc2.tool.TLCState;
import tlc2.tool.WorkerException;

/** What ends a distributed run: a violated property, or a state that cannot be evaluated. Travels to the server. */
final class Finding extends WorkerException {
  /** TLC's code for it, as in {@code EC}. */
  final int code;

  /**
   * @param text the property's name, or what TLC says of the error
   * @param to the last state; null where {@code from} is the last
   */
  Finding(int code, String text, TLCState from, TLCState to) {
    super(text, from, to, false);
    this.code = code;
  }
}
