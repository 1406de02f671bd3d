package dev.rollcall.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** One random transaction as it ran: its steps, what its reads saw, when it ran, how it ended. */
final class Attempt {

  final String name;
  final List<Step> steps = new ArrayList<>();
  final List<Object> seen = new ArrayList<>();
  final boolean readOnly;

  /** Times of any clock that all attempts of a history share. */
  final long begun;
  long ended;

  CommitOutcome outcome;

  private final Transaction transaction;
  private final Random random;

  Attempt(String name, Store store, Random random, long now) {
    this.name = name;
    this.random = random;
    this.readOnly = random.nextInt(5) == 0;
    this.begun = now;
    this.transaction = store.begin();
  }

  void step() {
    boolean read = readOnly || random.nextBoolean();
    Step step = read ? Step.randomRead(random) : Step.randomWrite(random, name + "." + steps.size());
    steps.add(step);
    seen.add(step.call().apply(transaction));
  }

  void commit() {
    outcome = transaction.commit();
    transaction.close();
  }

  void giveUp() {
    transaction.close();
  }

  Versionstamp versionstamp() {
    return ((CommitOutcome.Committed) outcome).versionstamp();
  }

  boolean wrote() {
    return steps.stream().anyMatch(Step::writes) && !versionstamp().equals(Versionstamp.NONE);
  }

  /** Runs the steps on {@code model}; returns the first that saw something else than it did, or null. */
  String divergenceFrom(SerialModel model) {
    String divergence = null;
    for (int i = 0; i < steps.size(); i++) {
      Object expected = steps.get(i).call().apply(model);
      if (divergence == null && !Objects.equals(expected, seen.get(i))) {
        divergence = this + ", step " + i + " (" + steps.get(i) + ") saw " + seen.get(i) + ", not " + expected;
      }
    }
    return divergence;
  }

  @Override
  public String toString() {
    return "transaction " + name + " " + steps;
  }
}
