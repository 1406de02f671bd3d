package dev.rollcall.conformance.verify;

import dev.rollcall.conformance.model.Manifest;
import dev.rollcall.conformance.replay.EmptySuiteException;
import dev.rollcall.conformance.trace.ItfLimits;
import dev.rollcall.conformance.trace.ItfReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The implementations that are verified, by the names under which a manifest asks for them. Immutable.
 *
 * @param byName in the order in which they are told of
 */
public record Systems(Map<String, Implementation> byName) {

  /**
   * @throws IllegalArgumentException if there is none
   */
  public Systems {
    byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    if (byName.isEmpty()) {
      throw new IllegalArgumentException("no implementation, so there is nothing to verify");
    }
  }

  /** The implementation that takes the steps of a model, walk or witness. */
  public Implementation of(Manifest.OfSystem entry) {
    return of(entry.system());
  }

  /**
   * The implementation of this name.
   *
   * @throws UnknownSystemException if there is none
   */
  public Implementation of(String system) {
    Implementation implementation = byName.get(system);
    if (implementation == null) {
      throw new UnknownSystemException(system, byName.keySet());
    }
    return implementation;
  }

  /** All that is wrong on purpose, whichever implementation it is of. */
  public List<Implementation.Mutant> mutants() {
    return byName.values().stream().flatMap(implementation -> implementation.mutants().stream()).toList();
  }

  /**
   * Traces by the system whose variables they have; one that has those of none is left to the first, which says what
   * does not fit.
   *
   * @return at least one group
   * @throws dev.rollcall.conformance.replay.EmptySuiteException if there is no trace
   * @throws IOException if one cannot be opened
   * @throws dev.rollcall.conformance.trace.TraceFormatException if one has no header
   */
  public Map<String, List<Path>> bySystem(List<Path> traces) throws IOException {
    if (traces.isEmpty()) {
      throw new EmptySuiteException();
    }
    Map<String, List<Path>> grouped = new LinkedHashMap<>();
    for (Path trace : traces) {
      grouped.computeIfAbsent(systemOf(trace), system -> new ArrayList<>()).add(trace);
    }
    return grouped;
  }

  private String systemOf(Path trace) throws IOException {
    try (ItfReader reader = ItfReader.open(trace, ItfLimits.DEFAULT)) {
      Set<String> variables = Set.copyOf(reader.header().vars());
      return byName.keySet().stream().filter(name -> byName.get(name).factory().variables().equals(variables))
          .findFirst().orElseGet(() -> byName.keySet().iterator().next());
    }
  }
}
