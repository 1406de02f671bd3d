package dev.rollcall.store.memory;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.CommitOutcome;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.Transaction;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** Transactions of two threads, interleaved at each access to what they share: they are as if one came after the other. */
@Param(name = "key", gen = IntGen.class, conf = "0:1")
public class MemoryStoreSchedulesTest {
  /** Values that are not shared, or are a transaction's own. */
  private static final String[] NOT_SHARED = {
    "dev.rollcall.store.Bytes", "dev.rollcall.store.StoreLimits", "dev.rollcall.store.memory.KeySet",
    "dev.rollcall.store.memory.SortedEntries", "dev.rollcall.store.memory.MemoryTransaction"};

  private final MemoryStore store = new MemoryStore(MemorySnapshot.EMPTY, () -> 0);

  @Test
  void transactionsAreSerializable() {
    new ModelCheckingOptions()
        .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(NOT_SHARED).allMethods().ignore())
        .iterations(20).invocationsPerIteration(200).threads(2).actorsPerThread(2).actorsBefore(0).actorsAfter(1)
        .sequentialSpecification(OneAfterTheOther.class).check(MemoryStoreSchedulesTest.class);
  }

  /** Reads one key and writes the other. */
  @Operation
  public long copy(@Param(name = "key") int from) {
    return committed(transaction -> {
      long value = number(transaction.get(key(from)));
      transaction.set(key(1 - from), Bytes.littleEndian(value + 1));
      return value;
    });
  }

  /** Writes without reading. */
  @Operation
  public void add(@Param(name = "key") int to) {
    committed(transaction -> {
      transaction.add(key(to), 10);
      return null;
    });
  }

  @Operation
  public String all() {
    return committed(transaction -> {
      SortedMap<Integer, Long> all = new TreeMap<>();
      for (KeyValue entry : transaction.getRange(KeyRange.ALL)) {
        all.put((int) entry.key().get(0), number(entry.value()));
      }
      return all.toString();
    });
  }

  private <T> T committed(Function<Transaction, T> work) {
    while (true) {
      try (Transaction transaction = store.begin()) {
        T result = work.apply(transaction);
        if (transaction.commit() instanceof CommitOutcome.Committed) {
          return result;
        }
      }
    }
  }

  private static Bytes key(int number) {
    return Bytes.of((byte) number);
  }

  private static long number(Bytes value) {
    return value == null ? 0 : value.littleEndianLong();
  }

  /** The same on a map, for one thread. */
  public static final class OneAfterTheOther {
    private final SortedMap<Integer, Long> all = new TreeMap<>();

    public long copy(int from) {
      long value = all.getOrDefault(from, 0L);
      all.put(1 - from, value + 1);
      return value;
    }

    public void add(int to) {
      all.merge(to, 10L, Long::sum);
    }

    public String all() {
      return all.toString();
    }
  }
}
