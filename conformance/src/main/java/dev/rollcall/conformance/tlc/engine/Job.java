package dev.rollcall.conformance.tlc.engine;

import dev.rollcall.conformance.tlc.TlcRun;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model on its way to a worker, which needs no copy of the spec.
 *
 * @param modules the text of the modules that do not come with TLC, by file name
 * @param configuration the text of the configuration file
 * @param deadlock whether a state without successor is an error
 * @param fingerprint as in {@link TlcRun#fingerprint}
 */
public record Job(
    String rootModule, Map<String, byte[]> modules, byte[] configuration, boolean deadlock, int fingerprint)
    implements Serializable {

  static Job of(TlcRun run, Map<String, Path> modules, boolean deadlock) throws IOException {
    Map<String, byte[]> texts = new LinkedHashMap<>();
    for (Map.Entry<String, Path> module : modules.entrySet()) {
      texts.put(module.getKey(), Files.readAllBytes(module.getValue()));
    }
    byte[] configuration = Files.readAllBytes(run.configFile());
    return new Job(run.rootModule(), texts, configuration, deadlock, run.fingerprint());
  }

  /** Writes the files, and returns the run that checks them. */
  TlcRun unpack(Path directory) throws IOException {
    for (Map.Entry<String, byte[]> module : modules.entrySet()) {
      Path file = directory.resolve(module.getKey());
      if (!directory.equals(file.normalize().getParent())) {
        throw new IOException("the server sent a module with the name " + module.getKey());
      }
      Files.write(file, module.getValue());
    }
    Path config = Files.write(directory.resolve("model.cfg"), configuration);
    return TlcRun.of(directory, rootModule, config).withFingerprint(fingerprint);
  }
}
