package dev.rollcall.conformance.tlc.engine;

import dev.rollcall.conformance.tlc.TlcRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tlc2.TLCGlobals;
import tlc2.tool.impl.FastTool;
import tlc2.util.FP64;
import tlc2.value.RandomEnumerableValues;

/** A parsed spec with its configuration. */
record LoadedSpec(FastTool tool, Path scratch) {
  /** Thrown where a file named in the request does not exist. */
  static final class MissingFile extends RuntimeException {
    final Path file;

    MissingFile(String what, Path file) {
      super(what + " not found: " + file);
      this.file = file;
    }
  }

  /**
   * Loads what the run names; throws what TLC throws.
   *
   * @param onlyProperty when present, the configuration's PROPERTIES and INVARIANTS are replaced by it
   */
  static LoadedSpec load(TlcRun run, Path scratch, Optional<String> onlyProperty) {
    SpecFiles files = prepare(run, scratch, onlyProperty);
    return new LoadedSpec(
        new FastTool("", run.rootModule(), SpecFiles.CONFIGURATION, files), scratch);
  }

  /** What {@link #load} does before it parses: settings, and where the files are. */
  static SpecFiles prepare(TlcRun run, Path scratch, Optional<String> onlyProperty) {
    TLCGlobals.setNumWorkers(run.workers());
    TLCGlobals.chkptDuration = 0;
    FP64.Init(run.fingerprint());
    RandomEnumerableValues.setSeed(run.fingerprint());
    List<Path> directories = new ArrayList<>();
    run.overlayDir().map(Path::toAbsolutePath).ifPresent(directories::add);
    directories.add(run.specDir().toAbsolutePath());
    if (directories.stream().noneMatch(d -> Files.exists(d.resolve(run.rootModule() + ".tla")))) {
      throw new MissingFile("module", run.specDir().resolve(run.rootModule() + ".tla"));
    }
    if (!Files.isRegularFile(run.configFile())) {
      throw new MissingFile("configuration", run.configFile());
    }
    Path config = run.configFile().toAbsolutePath();
    if (onlyProperty.isPresent()) {
      config = ConfigText.withOnly(onlyProperty.get(), config, scratch);
    }
    return new SpecFiles(directories, config, scratch);
  }

  /** Names under PROPERTY or PROPERTIES, in order. */
  List<String> properties() {
    List<String> names = new ArrayList<>();
    var declared = tool.getModelConfig().getProperties();
    for (int i = 0; i < declared.size(); i++) {
      names.add((String) declared.elementAt(i));
    }
    return names;
  }
}
