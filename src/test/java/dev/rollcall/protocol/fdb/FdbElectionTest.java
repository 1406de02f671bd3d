package dev.rollcall.protocol.fdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import dev.rollcall.store.fdb.ChildJvm;
import dev.rollcall.store.fdb.FdbCluster;
import dev.rollcall.store.fdb.FdbStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Processes that race for the office of primary. */
@FdbCluster.Needed
@Timeout(180)
class FdbElectionTest {
  private static final List<String> NODES = List.of("n1", "n2", "n3");
  private static final int TERMS = 300;

  @Test
  void eachTermHasOnePrimaryAndNoTermIsLost() throws Exception {
    Bytes prefix = FdbCluster.freshPrefix();
    Claims claims = new Claims();
    RegistryHistory history = new RegistryHistory(new Keys("test"));
    List<ChildJvm> children = new ArrayList<>();
    try (Store store = FdbStore.open(FdbCluster.at(prefix))) {
      for (String node : NODES) {
        children.add(ChildJvm.start(ElectionRun.class,
            prefix.toUtf8(), node, Integer.toString(NODES.size()), Integer.toString(TERMS)));
      }
      while (children.stream().anyMatch(ChildJvm::isAlive)) {
        history.observe(store);
        Thread.sleep(5);
      }
      long conflicts = 0;
      for (ChildJvm child : children) {
        claims.addAll(child.finish());
        conflicts += number("conflicts ", child.output());
      }
      Map<Long, String> primaries = claims.primaries();
      System.out.printf(
          "election: %d terms, %d conflicts, %d looks%n", primaries.size(), conflicts, history.observed());
      long last;
      try (Transaction transaction = store.begin()) {
        last = new Registry(transaction, new Keys("test")).primary().term();
      }
      assertThat(last).isGreaterThanOrEqualTo(TERMS);
      assertThat(primaries.keySet()).as("terms with a primary")
          .containsExactlyElementsOf(LongStream.rangeClosed(1, last).boxed().toList());
      assertThat(new HashSet<>(primaries.values())).as("who was primary").hasSizeGreaterThan(1);
      assertThat(conflicts).as("conflicts, without which nobody raced").isPositive();
      claims.assertOneAtATime();
    } finally {
      children.forEach(ChildJvm::close);
    }
  }

  private static long number(String name, List<String> output) {
    return output.stream().filter(line -> line.startsWith(name)).findFirst()
        .map(line -> Long.parseLong(line.substring(name.length()))).orElseThrow();
  }
}
