package dev.rollcall.conformance.dump;

import java.nio.file.Path;

/** The file is no graph as TLC dumps one, or is cut off. Reading the same bytes again fails again. */
public final class DotFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DotFormatException(Path file, int line, IllegalArgumentException cause) {
    super(file + ":" + line + ": " + cause.getMessage(), cause);
  }
}
