package dev.rollcall.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.SerialModel;
import dev.rollcall.store.Step;
import dev.rollcall.store.StoreFixture;
import dev.rollcall.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The memory store against plain models: what it reads, and exactly which commits conflict. */
class MemoryStoreModelTest {

  @Provide
  Arbitrary<List<List<Step>>> transactions() {
    Arbitrary<Step> steps = Arbitraries.randomValue(MemoryStoreModelTest::randomStep);
    return steps.list().ofMaxSize(8).list().ofMaxSize(8);
  }

  private static Step randomStep(Random random) {
    return random.nextBoolean()
        ? Step.randomRead(random)
        : Step.randomWrite(random, "v" + random.nextInt(1000));
  }

  @Property
  void transactionsOneByOneReadWhatAPlainSortedMapHolds(@ForAll("transactions") List<List<Step>> transactions) {
    SerialModel model = new SerialModel();
    try (MemoryStore store = new MemoryStore()) {
      for (List<Step> steps : transactions) {
        // An aborted transaction first: it must leave no trace.
        try (Transaction aborted = store.begin()) {
          steps.forEach(step -> step.runs(aborted));
        }
        try (Transaction transaction = store.begin()) {
          for (Step step : steps) {
            assertThat(step.call().apply(transaction)).as(step.name()).isEqualTo(step.call().apply(model));
          }
          StoreFixture.committed(transaction);
        }
        assertThat(store.snapshot()).containsExactlyElementsOf(model.getRange(KeyRange.ALL));
      }
    }
  }

  @Property
  void aTransactionConflictsExactlyIfAnotherWroteWhatItLearnt(
      @ForAll("transactions") List<List<Step>> interleaved, @ForAll Random random) {
    try (MemoryStore store = new MemoryStore(); Transaction seed = store.begin()) {
      SerialModel initial = new SerialModel();
      for (int i = 0; i < Step.KEYS; i += 2) {
        seed.set(Step.key(i), Step.key(i));
        initial.set(Step.key(i), Step.key(i));
      }
      StoreFixture.committed(seed);
      List<Transaction> open = new ArrayList<>();
      List<ConflictModel> models = new ArrayList<>();
      for (List<Step> steps : interleaved) {
        Transaction transaction = store.begin();
        ConflictModel model = new ConflictModel(initial);
        for (Step step : steps) {
          step.runs(transaction);
          step.runs(model);
        }
        open.add(transaction);
        models.add(model);
      }
      TreeSet<Bytes> written = new TreeSet<>();
      while (!open.isEmpty()) {
        int next = random.nextInt(open.size());
        ConflictModel model = models.remove(next);
        try (Transaction transaction = open.remove(next)) {
          if (model.conflictsWith(written)) {
            StoreFixture.conflicts(transaction);
          } else {
            StoreFixture.committed(transaction);
            written.addAll(model.written);
          }
        }
      }
    }
  }
}
