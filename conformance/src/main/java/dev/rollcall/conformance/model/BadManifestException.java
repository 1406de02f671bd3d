package dev.rollcall.conformance.model;

import java.nio.file.Path;

/** The manifest, or a file it names, cannot be used as it is. Says which file, what is wrong and what to do. */
public final class BadManifestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadManifestException(Path file, String problem) {
    super(file + ": " + problem);
  }
}
