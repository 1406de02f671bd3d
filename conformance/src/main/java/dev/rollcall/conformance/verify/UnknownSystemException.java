package dev.rollcall.conformance.verify;

import java.util.Collection;

/** A manifest asks for an implementation that there is not. */
public final class UnknownSystemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownSystemException(String asked, Collection<String> known) {
    super("no implementation is named \"" + asked + "\"; set \"system\" in the manifest to one of " + known);
  }
}
