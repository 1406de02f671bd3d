package dev.rollcall.runtime.probe;

/** A connection is to be dropped. Strangers can cause it as often as they like, so it has no stack trace. */
final class FrameRefusedException extends Exception {
  private final ProbeRefusal reason;

  FrameRefusedException(ProbeRefusal reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  ProbeRefusal reason() {
    return reason;
  }
}
