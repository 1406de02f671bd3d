package dev.rollcall.conformance.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the models of a spec must show, as written in {@code models.json}. The numbers in it are pinned by
 * hand: no run writes them. Immutable.
 *
 * <p>Each model, walk and witness names the implementation that takes its steps, its system.
 *
 * @param models to be explored exhaustively; all must pass
 * @param walks to be walked at random
 * @param witnesses situations that must be reachable
 * @param mutants specs with one guard less, each of which one property must refute
 */
public record Manifest(
    List<Model> models, List<Walk> walks, List<Witness> witnesses, List<Mutant> mutants) {
  public static final String FILE = "models.json";

  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
      .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
      .build();

  /** A module with a configuration. */
  public interface Configured {
    String name();

    String module();

    String cfg();
  }

  /** What an implementation has to do with, too. */
  public interface OfSystem extends Configured {
    /** The name of the implementation that takes its steps. */
    String system();
  }

  /**
   * A model to be explored exhaustively.
   *
   * @param set the smallest set that includes it
   * @param workers TLC workers; with more than one, the depth that TLC reports is not exact
   * @param distinct distinct states it must have
   * @param transitions transitions it must have
   * @param depth the number of states on the longest shortest path it must have; 0 with several workers
   * @param covering whether it is small enough for what takes each pair of its steps: the covering suite, which is built
   *     from it, and outcomes that are settled late; in the full set these are in every model
   * @param liveness whether it wraps the steps of Next to say which of them are fair, so that TLC cannot tell
   *     their names and it does not count in the coverage of actions
   * @param faults whether production takes its steps with a failing store, too; in the full set it always does
   * @param mutants whether mutants of production are tried on the way
   * @param about what it is for, in a few words
   */
  public record Model(
      String name, String system, String module, String cfg, ModelSet set, int workers, long distinct,
      long transitions, int depth, boolean covering, boolean liveness, boolean faults, boolean mutants, String about)
      implements OfSystem {}

  /**
   * A model to be walked at random.
   *
   * @param count walks
   * @param length steps of each
   */
  public record Walk(
      String name, String system, String module, String cfg, ModelSet set, int count, int length, String about)
      implements OfSystem {
    public Walk {
      if (count < 1 || length < 1) {
        throw new IllegalArgumentException(
            name + ": a walk needs a count and a length of at least 1, not " + count + " and " + length);
      }
    }
  }

  /** Whether a situation is one of a state or of a step. */
  public enum Kind { state, step }

  /**
   * A situation that must be reachable, and is shown by a committed trace.
   *
   * @param name of the definition in the module
   * @param depth states on the shortest way there, the initial one included
   * @param story what happens, in a sentence
   */
  public record Witness(String name, String system, String module, String cfg, Kind kind, int depth, String story)
      implements OfSystem {}

  /**
   * A spec with one guard dropped or weakened.
   *
   * @param name {@code Action.guard}; the file is {@code mutants/NAME.mutant}
   * @param set the smallest set that includes it
   * @param violates the property that must be refuted
   */
  public record Mutant(String name, String module, String cfg, ModelSet set, String violates) implements Configured {
    public String action() {
      return name.substring(0, name.indexOf('.'));
    }

    public String guard() {
      return name.substring(name.indexOf('.') + 1);
    }
  }

  @JsonCreator
  public Manifest {
    models = List.copyOf(models);
    walks = List.copyOf(walks);
    witnesses = List.copyOf(witnesses);
    mutants = List.copyOf(mutants);
  }

  /**
   * Reads the manifest of a spec directory and checks it against the files there.
   *
   * @throws BadManifestException if it is missing or malformed, names a file that does not exist, names one
   *     thing twice, or fails to list a configuration or a mutant
   */
  public static Manifest read(Path specDir) {
    Path file = specDir.resolve(FILE);
    try {
      Manifest manifest = JSON.readValue(Files.readString(file), Manifest.class);
      manifest.check(specDir, file);
      return manifest;
    } catch (NoSuchFileException e) {
      throw new BadManifestException(file, "no such file; give the directory of the spec with --spec");
    } catch (JsonProcessingException e) {
      throw new BadManifestException(file, "line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new BadManifestException(file, "cannot be read: " + e);
    }
  }

  public List<Model> modelsOf(ModelSet set) {
    return models.stream().filter(m -> set.includes(m.set())).toList();
  }

  public List<Walk> walksOf(ModelSet set) {
    return walks.stream().filter(w -> set.includes(w.set())).toList();
  }

  public List<Mutant> mutantsOf(ModelSet set) {
    return mutants.stream().filter(m -> set.includes(m.set())).toList();
  }

  /** The implementations whose steps models, walks and witnesses tell of, in the order of the manifest. */
  public List<String> systems() {
    return Stream.<List<? extends OfSystem>>of(models, walks, witnesses).flatMap(List::stream).map(OfSystem::system)
        .distinct().toList();
  }

  public Optional<Model> model(String name) {
    return models.stream().filter(m -> m.name().equals(name)).findFirst();
  }

  private Stream<Configured> all() {
    return Stream.of(models, walks, witnesses, mutants).flatMap(List::stream);
  }

  private void check(Path specDir, Path file) throws IOException {
    Set<String> names = new HashSet<>();
    all().forEach(entry -> {
      if (!names.add(entry.name())) {
        throw new BadManifestException(file, "two entries are named " + entry.name());
      }
      for (String needed : List.of(entry.module() + ".tla", entry.cfg())) {
        if (!Files.isRegularFile(specDir.resolve(needed))) {
          throw new BadManifestException(file, entry.name() + " needs " + needed + ", which is not there");
        }
      }
    });
    for (Mutant mutant : mutants) {
      if (!mutant.name().matches("\\w+\\.\\w+")) {
        throw new BadManifestException(file, "mutant " + mutant.name() + " is not named Action.guard");
      }
    }
    requireConfigsListed(file, specDir);
    Set<String> mutantFiles = mutants.stream().map(m -> m.name() + ".mutant").collect(Collectors.toSet());
    Path directory = specDir.resolve("mutants");
    if (Files.isDirectory(directory)) {
      requireListed(file, directory, ".mutant", mutantFiles);
    }
    for (String mutant : mutantFiles) {
      if (!Files.isRegularFile(directory.resolve(mutant))) {
        throw new BadManifestException(file, "lists a mutant without a file: mutants/" + mutant);
      }
    }
  }

  private void requireConfigsListed(Path file, Path specDir) throws IOException {
    Set<String> listed = all().map(entry -> specDir.resolve(entry.cfg()).toString()).collect(Collectors.toSet());
    try (Stream<Path> files = Files.walk(specDir)) {
      Set<Path> unlisted = files.filter(f -> f.toString().endsWith(".cfg") && !listed.contains(f.toString()))
          .collect(Collectors.toCollection(TreeSet::new));
      if (!unlisted.isEmpty()) {
        throw new BadManifestException(file, "lists no model of " + unlisted + "; list it or delete it");
      }
    }
  }

  /** What is not listed is not run, and must not look as if it were. */
  private static void requireListed(Path file, Path directory, String suffix, Set<String> listed)
      throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      Set<String> unlisted = files.map(f -> f.getFileName().toString())
          .filter(name -> name.endsWith(suffix) && !listed.contains(name))
          .collect(Collectors.toCollection(TreeSet::new));
      if (!unlisted.isEmpty()) {
        throw new BadManifestException(file, "does not list " + unlisted + " of " + directory
            + "; list them with what they must show, or delete them");
      }
    }
  }
}
