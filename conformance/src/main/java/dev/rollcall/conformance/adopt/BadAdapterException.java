package dev.rollcall.conformance.adopt;

import dev.rollcall.conformance.replay.UnreplayableTraceException;

/**
 * Annotations do not make sense, or not for the class they are about. The message names each member and what to do.
 * It says nothing about the implementation.
 */
public final class BadAdapterException extends UnreplayableTraceException {
  private static final long serialVersionUID = 1L;

  BadAdapterException(String message) {
    super(message);
  }
}
