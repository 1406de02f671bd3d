package dev.rollcall.migration;

import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.Placements;
import dev.rollcall.store.Transaction;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Actors that look due and cannot be moved, because their placement is damaged or says that they are elsewhere. One of
 * them would keep its whole batch from moving. Each is looked at again whenever it is read. Not thread-safe.
 */
final class LeftAlone {
  private final NodeContext context;
  private final Consumer<DamagedValueException> damage;
  private final Map<MigrationCandidate, String> problems = new TreeMap<>(MigrationCandidate.ORDER);

  /**
   * @param damage told what is wrong with each, whenever it is read
   */
  LeftAlone(NodeContext context, Consumer<DamagedValueException> damage) {
    this.context = context;
    this.damage = damage;
  }

  /** Why this one is left alone; null if it is not. */
  String problem(MigrationCandidate candidate) {
    return problems.get(candidate);
  }

  /** Reads again those of the candidates that were left alone when they were read last. */
  void check(Collection<MigrationCandidate> candidates, Placements placements) {
    if (!problems.isEmpty()) {
      candidates.stream().filter(problems::containsKey).forEach(candidate -> examine(candidate, placements));
    }
  }

  /** Reads the placements of all candidates; whether any must be left alone. */
  boolean find(Collection<MigrationCandidate> candidates) {
    try (Transaction transaction = context.store().begin(context.config().stepTimeout())) {
      Placements placements = new Placements(transaction.snapshot(), context.keys());
      candidates.forEach(candidate -> examine(candidate, placements));
    }
    return candidates.stream().anyMatch(problems::containsKey);
  }

  private void examine(MigrationCandidate candidate, Placements placements) {
    Optional<DamagedValueException> found = damageOf(candidate, placements);
    found.ifPresentOrElse(e -> problems.put(candidate, e.getMessage()), () -> problems.remove(candidate));
    found.ifPresent(damage);
  }

  private Optional<DamagedValueException> damageOf(MigrationCandidate candidate, Placements placements) {
    try {
      boolean isThere = placements.placement(candidate.actor()).isAt(candidate.from())
          || !placements.isListed(candidate.from(), candidate.actor());
      return isThere ? Optional.empty() : Optional.of(new DamagedValueException(
          context.keys().actors().placed(candidate.from(), candidate.actor()),
          candidate.actor() + " is not placed there"));
    } catch (DamagedValueException e) {
      return Optional.of(e);
    }
  }
}
