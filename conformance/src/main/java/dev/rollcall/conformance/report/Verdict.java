package dev.rollcall.conformance.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All that a verification found, for machines; {@link Summary} tells it to people. Immutable.
 *
 * @param verified whether nothing is wrong
 * @param set how much was checked: quick, standard or full
 * @param seed of the random walks
 * @param models one row a model
 * @param neverTaken actions that no model took
 * @param witnesses one row a situation
 * @param walks one row a model walked at random
 * @param explorations one row a model that production was taken through while TLC explored it
 * @param suites one row a kind of trace that was replayed
 * @param notRun one row a part that this run was not asked for, which is neither good nor bad
 * @param specTaken transitions per action in the spec, over all models
 * @param productionTaken steps per action that production took as the spec says
 * @param refusals refused tries per action and reason
 * @param specMutants one row a mutant of the spec
 * @param productionMutants one row a mutant of production
 * @param problems everything that is wrong, each a sentence
 * @param badInput whether the spec itself could not be read, so that nothing was decided
 * @param seconds wall-clock time
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Verdict(
    boolean verified, String set, long seed, List<ModelRow> models, List<String> neverTaken,
    List<WitnessRow> witnesses, List<WalkRow> walks, List<ExplorationRow> explorations, List<SuiteRow> suites,
    List<NotRun> notRun, Map<String, Long> specTaken, Map<String, Long> productionTaken,
    Map<String, ? extends Map<String, Long>> refusals, List<MutantRow> specMutants, List<MutantRow> productionMutants,
    List<String> problems, boolean badInput, double seconds) {

  /**
   * A model that was explored.
   *
   * @param passed whether it shows all that the manifest says, numbers included
   * @param explored whether TLC looked at all of it and found every property to hold
   * @param violated the property it violates; empty if none
   */
  public record ModelRow(
      String name, String about, boolean passed, boolean explored, String violated, List<String> properties,
      long distinct, long transitions, int depth, double seconds) {}

  /** A situation that was looked for. */
  public record WitnessRow(String name, boolean passed, int states) {}

  /** A model that was walked at random. */
  public record WalkRow(String name, boolean passed, long traces, long steps) {}

  /**
   * A model whose every transition production took.
   *
   * @param performed steps that led where the spec says
   * @param excluded of these, how many lead out of the model's bounds
   * @param refused tries of what the spec disables, all refused
   * @param unknown steps that were settled after an unknown outcome
   * @param torn steps that failed at one of their store calls and left everything as it was
   * @param audited states at which was compared what production remembers
   * @param hiddenStates how many different things it remembers
   * @param reachedAgain states whose snapshot had no room
   */
  public record ExplorationRow(
      String name, boolean passed, long performed, long excluded, long refused, long unknown, long torn, long audited,
      int hiddenStates, long reachedAgain) {}

  /**
   * Traces that production was driven with.
   *
   * @param note what there is to say of the suite, such as how it covers its model
   */
  public record SuiteRow(
      String name, boolean passed, long traces, long steps, long refused, double seconds, String note) {}

  /** A part that was left out, and how to ask for it. */
  public record NotRun(String name, String reason) {}

  /**
   * A mutant.
   *
   * @param by what noticed it: a property, or a divergence in a trace
   * @param checks of exploration that noticed it; for mutants of production
   */
  public record MutantRow(String name, boolean killed, String by, List<String> checks) {}

  /** Writes this as JSON. */
  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValue(file.toFile(), this);
  }
}
