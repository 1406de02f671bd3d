package dev.rollcall.conformance.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the small spec of these tests with its manifest, for each test to spoil in its own way. */
public final class DoorSpec {
  private static final Path ORIGINAL = Path.of("src/test/resources/door");

  private final Path directory;

  private DoorSpec(Path directory) {
    this.directory = directory;
  }

  public static DoorSpec in(Path parent) {
    Path copy = parent.resolve("door");
    try (Stream<Path> files = Files.walk(ORIGINAL)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(ORIGINAL.relativize(file).toString()));
      }
      return new DoorSpec(copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path directory() {
    return directory;
  }

  public Path file(String name) {
    return directory.resolve(name);
  }

  public Manifest manifest() {
    return Manifest.read(directory);
  }

  public Manifest.Model small() {
    return manifest().model("Small").orElseThrow();
  }

  /** Puts a file in. */
  public DoorSpec with(String name, String... lines) {
    try {
      Files.write(file(name), List.of(lines));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public DoorSpec without(String name) {
    try {
      Files.delete(file(name));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes a text that must be there. */
  public DoorSpec replacing(String name, String old, String text) {
    try {
      String before = Files.readString(file(name));
      if (!before.contains(old)) {
        throw new IllegalArgumentException(name + " does not contain " + old);
      }
      Files.writeString(file(name), before.replace(old, text));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
