package dev.rollcall.runtime.probe;

/** A connection is to be dropped. Strangers can cause it as often as they like, so it has no stack trace. */
final class FrameRefusedException extends Exception {
  private final ProbeRefusal reason;

  FrameRefusedException(ProbeRefusal reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  static void unless(boolean holds, ProbeRefusal reason) throws FrameRefusedException {
    if (!holds) {
      throw new FrameRefusedException(reason);
    }
  }

  ProbeRefusal reason() {
    return reason;
  }
}
