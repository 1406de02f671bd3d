package dev.rollcall.conformance.verify;

import dev.rollcall.conformance.model.Manifest;
import dev.rollcall.conformance.model.Witnesses;
import dev.rollcall.conformance.trace.ItfWriter;
import dev.rollcall.conformance.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The witness traces that are committed: written by one command, compared byte for byte by every run. */
public final class WitnessFiles {
  private final Path directory;

  public WitnessFiles(Path directory) {
    this.directory = directory;
  }

  public Path file(Manifest.Witness witness) {
    return directory.resolve(witness.name() + ItfWriter.SUFFIX);
  }

  /** Writes a witness as it is committed. */
  public Path write(Manifest.Witness witness, Trace trace) throws IOException {
    Files.createDirectories(directory);
    return Files.writeString(file(witness), text(witness, trace));
  }

  /** Says how the committed trace differs from what TLC found now; empty if it does not. */
  public Optional<String> difference(Witnesses.Verdict found) throws IOException {
    Path file = file(found.witness());
    if (found.trace().isEmpty()) {
      return Optional.empty();
    } else if (!Files.isRegularFile(file)) {
      return Optional.of(file + " is missing; write it with scripts/rollcall export --witnesses and commit it");
    } else if (!Files.readString(file).equals(text(found.witness(), found.trace().get()))) {
      return Optional.of(file + " is not what TLC finds now. If the spec was meant to change, write it anew with "
          + "scripts/rollcall export --witnesses, look at the difference and commit it");
    }
    return Optional.empty();
  }

  /** Trace files in the directory that belong to no witness. */
  public List<Path> strays(Collection<Manifest.Witness> witnesses) throws IOException {
    Set<Path> known = witnesses.stream().map(this::file).collect(Collectors.toSet());
    List<Path> strays = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (var files = Files.newDirectoryStream(directory, "*" + ItfWriter.SUFFIX)) {
        files.forEach(file -> {
          if (!known.contains(file)) {
            strays.add(file);
          }
        });
      }
    }
    return strays;
  }

  private static String text(Manifest.Witness witness, Trace trace) {
    Trace told = new Trace(trace.header().withNote("story", witness.story()), trace.states());
    return ItfWriter.toString(told, ItfWriter.Layout.READABLE);
  }
}
