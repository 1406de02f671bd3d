package dev.rollcall.conformance.tlc.engine;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import util.FilenameToStream;

/**
 * Finds modules: in the overlay, then in the spec's directory, then among the standard ones. Never in
 * the working directory, where TLC would look first.
 */
final class SpecFiles implements FilenameToStream {
  private static final String STANDARD = "/tla2sany/StandardModules/";

  /** Under this name the configuration is found; TLC would add {@code .cfg} to any other. */
  static final String CONFIGURATION = "rollcall-model";

  private final List<Path> directories;
  private final Path configuration;
  private final Path standard;
  private final Map<String, Path> found = new ConcurrentHashMap<>();

  SpecFiles(List<Path> directories, Path configuration, Path scratch) {
    this.directories = directories;
    this.configuration = configuration;
    this.standard = scratch.resolve("standard");
  }

  @Override
  public File resolve(String name, boolean isModule) {
    String fileName = isModule && !name.endsWith(".tla") ? name + ".tla" : name;
    if (fileName.equals(CONFIGURATION + ".cfg")) {
      return new TLAFile(configuration.toString(), this);
    }
    for (Path directory : directories) {
      Path file = directory.resolve(fileName);
      if (Files.isRegularFile(file)) {
        found.put(fileName, file);
        return new TLAFile(file.toString(), this);
      }
    }
    return new TLAFile(standardModule(fileName).toString(), true, this);
  }

  /** The modules that were asked for and are not among the standard ones, by file name. */
  Map<String, Path> found() {
    return Map.copyOf(found);
  }

  private synchronized Path standardModule(String fileName) {
    Path copy = standard.resolve(fileName);
    if (Files.exists(copy)) {
      return copy;
    }
    try (InputStream in = FilenameToStream.class.getResourceAsStream(STANDARD + fileName)) {
      if (in != null) {
        Files.createDirectories(standard);
        Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy standard module " + fileName, e);
    }
  }

  @Override
  public String getFullPath() {
    return directories.toString();
  }

  @Override
  public boolean isStandardModule(String moduleName) {
    return resolve(moduleName, true).toPath().startsWith(standard);
  }
}
